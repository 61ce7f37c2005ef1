// People to name while one types "@": a list under the field, chosen by arrow keys, read aloud as one moves.
const PAUSE_MS = 150;
const ASKED = /(?:^|[^\p{Script=Latin}\p{N}_@＠/.])[@＠]([a-z0-9_]{0,24})$/iu;
let count = 0;

class Mentions {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("div");
    this.list.id = `mentions-${++count}`;
    this.list.className = "suggest mentions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset.mentionsLabel);
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    field.parentElement.classList.add("has-mentions");
    field.after(this.list, this.said);
    this.options = [];
    this.active = -1;
    this.asked = 0;
  }

  start() {
    this.field.dataset.ready = "1";
    const attributes = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.field.setAttribute(name, value);
    this.field.autocomplete = "off";
    this.field.addEventListener("input", (event) => {
      clearTimeout(this.timer);
      if (!event.isComposing) this.timer = setTimeout(() => this.look(), PAUSE_MS);
    });
    this.field.addEventListener("compositionend", () => this.look());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    // A press on a line must not take the focus from the field before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get beginning() {
    return this.field.value.slice(0, this.field.selectionStart).match(ASKED)?.[1] ?? null;
  }

  async look() {
    const turn = ++this.asked;
    const begun = this.beginning;
    if (begun === null) {
      this.close();
      return;
    }
    const address = new URL(this.field.dataset.mentions, location.href);
    address.searchParams.set("q", begun);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      const { people } = answer.ok ? await answer.json() : { people: [] };
      // An answer that arrives late must not replace what was typed since.
      if (turn === this.asked && begun === this.beginning && document.activeElement === this.field) this.show(people);
    } catch {
      this.close();
    }
  }

  show(people) {
    this.active = -1;
    this.options = people.map((person, number) => this.option(person, number));
    this.list.replaceChildren(...this.options);
    this.list.hidden = !people.length;
    this.said.textContent = people.length ? `${people.length} ${this.field.dataset.mentionsCount}` : "";
    if (people.length) this.mark(0);
    else this.field.removeAttribute("aria-activedescendant");
  }

  option(person, number) {
    const option = document.createElement("div");
    option.id = `${this.list.id}-${number}`;
    option.className = "suggest__option";
    option.setAttribute("role", "option");
    const name = document.createElement("span");
    name.textContent = person.name;
    name.dir = "auto";
    const handle = document.createElement("span");
    handle.className = "suggest__detail";
    handle.textContent = `@${person.handle}`;
    option.append(name, handle);
    if (person.avatar) {
      const face = new Image(24, 24);
      face.className = "avatar";
      face.alt = "";
      face.src = person.avatar;
      option.prepend(face);
    }
    option.addEventListener("click", () => this.take(person.handle));
    option.handle = person.handle;
    return option;
  }

  mark(number) {
    this.active = (number + this.options.length) % this.options.length;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    this.field.setAttribute("aria-activedescendant", this.options[this.active].id);
    this.options[this.active].scrollIntoView({ block: "nearest" });
  }

  take(handle) {
    const end = this.field.selectionStart;
    const begun = this.beginning ?? "";
    this.field.setRangeText(`@${handle} `, end - begun.length - 1, end, "end");
    this.close();
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.options = [];
    this.list.hidden = true;
    this.said.textContent = "";
    this.field.removeAttribute("aria-activedescendant");
  }

  press(event) {
    // A key that ends the choice of a Chinese word is not for the list.
    if (event.isComposing || this.list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.mark(this.active + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.options[this.active].handle);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    // Escape closes the list and not the sheet around it.
    event.stopPropagation();
  }
}

export function startMentions(field) {
  if (!field.dataset.ready) new Mentions(field).start();
}
