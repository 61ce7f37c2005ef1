// The search field as a combobox: things that fit while one types, recent searches while it is empty.
// Without this script the field is a plain form.
const KEY = "searches";
const KEEP = 8;
const PAUSE_MS = 160;

function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, KEEP) : [];
  } catch {
    return [];
  }
}

function keep(searches) {
  try {
    localStorage.setItem(KEY, JSON.stringify(searches.slice(0, KEEP)));
  } catch {
    // A browser that keeps nothing still searches.
  }
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  made.dir = "auto";
  return made;
}

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.box = element("div", "suggest");
    this.box.hidden = true;
    this.list = element("div", "suggest__list");
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.suggestLabel);
    this.box.append(this.list);
    form.append(this.box);
    this.options = [];
    this.active = -1;
    this.answers = new Map();
  }

  start() {
    const attributes = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.refresh());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", () => this.remember());
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    // A press on a line must not take the focus from the field before the click arrives.
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE_MS);
  }

  async refresh() {
    const text = this.input.value.trim();
    if (!text) {
      this.showRecent();
      return;
    }
    const lines = await this.ask(text);
    // An answer that arrives late must not replace the lines of what was typed since.
    if (text === this.input.value.trim() && document.activeElement === this.input) this.show(lines);
  }

  async ask(text) {
    if (this.answers.has(text)) return this.answers.get(text);
    try {
      const answer = await fetch(`${this.form.dataset.suggest}?${new URLSearchParams({ q: text })}`);
      const lines = answer.ok ? (await answer.json()).suggestions : [];
      this.answers.set(text, lines);
      return lines;
    } catch {
      return [];
    }
  }

  showRecent() {
    const searches = recent();
    this.show(searches.map((text) => ({ label: text, detail: "", search: text })));
    if (searches.length) this.box.prepend(this.head());
  }

  head() {
    const head = element("div", "suggest__head");
    const clear = element("button", "", this.form.dataset.clear);
    clear.type = "button";
    clear.addEventListener("click", () => {
      keep([]);
      this.close();
    });
    head.append(element("span", "", this.form.dataset.recent), clear);
    return head;
  }

  show(lines) {
    this.box.querySelector(".suggest__head")?.remove();
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.options = lines.map((line, number) => this.option(line, number));
    this.list.replaceChildren(...this.options);
    this.open(lines.length > 0);
  }

  option(line, number) {
    const option = element("div", "suggest__option");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(element("span", "", line.label));
    if (line.detail) option.append(element("span", "suggest__detail", line.detail));
    option.addEventListener("click", () => this.choose(line));
    return option;
  }

  choose(line) {
    if (line.search) {
      this.input.value = line.search;
      this.form.requestSubmit();
    } else {
      location.assign(line.url);
    }
  }

  open(isOpen) {
    this.box.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }

  move(by) {
    const count = this.options.length;
    if (!count) return;
    // One place before the first line is the field itself.
    this.active = ((this.active + 1 + by + count + 1) % (count + 1)) - 1;
    this.options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.active)));
    const chosen = this.options[this.active];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  press(event) {
    // A key that ends the choice of a Chinese word is not for the list.
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.box.hidden) this.refresh();
      else this.move(steps[event.key]);
    } else if (event.key === "Escape" && !this.box.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.options[this.active]) {
      event.preventDefault();
      this.options[this.active].click();
    }
  }

  remember() {
    const text = this.input.value.trim();
    if (text) keep([text, ...recent().filter((other) => other !== text)]);
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form).start();
