// The pictures of the note: their order, their descriptions, what became of each file.
const POLL_MS = 1000;
const MOST_POLLS = 180;

export class Tray {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.list = form.querySelector("[data-tray]");
    this.template = form.querySelector("[data-picture-template]");
    this.waiting = new Set();
    this.list.addEventListener("click", (event) => this.pressed(event));
    this.list.addEventListener("input", () => this.nudge());
    this.startDragging();
    for (const item of this.items()) if (item.dataset.state === "waiting") this.watch();
    this.renumber();
  }

  items() {
    return [...this.list.children];
  }

  get room() {
    return Number(this.form.dataset.max) - this.items().filter((item) => item.dataset.state !== "refused").length;
  }

  isSending() {
    return this.items().some((item) => item.dataset.state === "sending");
  }

  // Resolves when no file is on its way any more.
  settled() {
    return new Promise((done) => {
      const look = () => (this.isSending() ? setTimeout(look, 200) : done());
      look();
    });
  }

  add(file) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    item.querySelector("[data-name]").textContent = file.name;
    const thumb = item.querySelector("[data-thumb]");
    thumb.src = URL.createObjectURL(file);
    thumb.hidden = false;
    // A browser that cannot show the file (HEIC) waits for ours.
    thumb.addEventListener("error", () => { thumb.hidden = true; }, { once: true });
    this.list.append(item);
    this.renumber();
    return item;
  }

  progress(item, part) {
    item.querySelector("[data-progress]").value = Math.round(part * 100);
  }

  // The server has the file: the item now speaks for a picture.
  arrived(item, picture) {
    const id = picture.id;
    item.dataset.picture = id;
    const hidden = item.querySelector("[name=picture]");
    hidden.value = id;
    hidden.disabled = false;
    const alt = item.querySelector("[data-alt]");
    alt.name = alt.id = `alt_${id}`;
    item.querySelector("[data-alt-label]").htmlFor = alt.id;
    for (const button of item.querySelectorAll("[data-step]")) {
      button.value = `${button.value.split(":")[0]}:${id}`;
    }
    this.became(item, picture);
    if (picture.state === "waiting") this.watch();
  }

  became(item, picture) {
    item.dataset.state = picture.state;
    const bar = item.querySelector("[data-progress]");
    bar.hidden = picture.state !== "waiting";
    if (picture.state === "waiting") bar.removeAttribute("value");
    if (picture.state === "refused") this.refused(item, picture.reason);
    if (picture.state === "ready") {
      const thumb = item.querySelector("[data-thumb]");
      thumb.src = picture.src;
      thumb.hidden = false;
      this.hint(item, picture.hints ?? []);
    }
    this.renumber();
  }

  hint(item, sentences) {
    const lines = sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    });
    item.querySelector("[data-hints]").replaceChildren(...lines);
  }

  refused(item, reason, { again = null } = {}) {
    item.dataset.state = again ? "failed" : "refused";
    item.querySelector("[data-progress]").hidden = true;
    const sentence = item.querySelector("[data-reason]");
    sentence.textContent = reason;
    sentence.hidden = false;
    const button = item.querySelector("[data-again]");
    button.hidden = !again;
    if (again) {
      button.onclick = () => {
        this.resent(item);
        again();
      };
    }
    this.changed();
  }

  // On its way once more.
  resent(item) {
    item.querySelector("[data-reason]").hidden = item.querySelector("[data-again]").hidden = true;
    item.dataset.state = "sending";
    item.querySelector("[data-progress]").hidden = false;
  }

  pressed(event) {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if (button.dataset.step === "drop") this.remove(item);
    else if (button.dataset.step === "cover") this.makeCover(item);
    else this.step(item, button.dataset.step === "earlier" ? -1 : 1, button);
  }

  step(item, by, button) {
    const beside = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!beside) return;
    if (by < 0) beside.before(item);
    else beside.after(item);
    this.renumber();
    this.say(this.words.moved.replace("%n", String(this.items().indexOf(item) + 1)));
    // The button may be the one that is disabled at the end of the row.
    (button.disabled ? item.querySelector("[data-step]:not(:disabled)") : button)?.focus();
  }

  makeCover(item) {
    this.list.prepend(item);
    this.renumber();
    this.say(this.words.moved.replace("%n", "1"));
    item.querySelector("[data-step]:not(:disabled):not([hidden])")?.focus();
  }

  remove(item) {
    const after = item.nextElementSibling ?? item.previousElementSibling;
    item.dispatchEvent(new CustomEvent("picture:removed", { bubbles: true }));
    item.remove();
    this.renumber();
    this.say(this.words.removed);
    (after?.querySelector("[data-step=drop]") ?? this.form.querySelector("[name=files]")).focus();
  }

  renumber() {
    const items = this.items();
    items.forEach((item, at) => {
      item.querySelector("[data-number]").textContent = String(at + 1);
      item.querySelector("[data-is-cover]").hidden = at !== 0;
      item.querySelector("[data-step=cover]").hidden = at === 0 || !item.dataset.picture;
      item.querySelector("[data-step=earlier]").disabled = at === 0;
      item.querySelector("[data-step=later]").disabled = at === items.length - 1;
    });
    this.changed();
  }

  // A nudge, never a bar: how many pictures say nothing to somebody who cannot see them.
  nudge() {
    const open = this.items().filter((item) => item.dataset.state === "ready" && !item.querySelector("[data-alt]").value.trim());
    const sentence = this.form.querySelector("[data-undescribed]");
    sentence.hidden = !open.length;
    const words = open.length === 1 ? this.words.undescribedOne : this.words.undescribed;
    sentence.textContent = open.length ? words.replace("%n", String(open.length)) : "";
  }

  changed() {
    this.nudge();
    this.form.dispatchEvent(new CustomEvent("tray:changed"));
  }

  say(sentence) {
    this.form.querySelector("[data-sending]").textContent = sentence;
  }

  // Dragging by mouse; touch has the buttons and a long press that scrolls, as everywhere.
  startDragging() {
    let held = null;
    this.list.addEventListener("dragstart", (event) => {
      held = event.target.closest("[data-picture]");
      if (!held || event.target.closest("input")) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", held.dataset.picture);
      held.classList.add("tray__item--held");
    });
    this.list.addEventListener("dragover", (event) => {
      const over = event.target.closest("[data-picture]");
      if (!held) return;
      event.preventDefault();
      if (!over || over === held) return;
      const isLater = this.items().indexOf(over) > this.items().indexOf(held);
      if (isLater) over.after(held);
      else over.before(held);
    });
    this.list.addEventListener("dragend", () => {
      held?.classList.remove("tray__item--held");
      held = null;
      this.renumber();
    });
    this.startTouching();
  }

  // A finger on the thumbnail takes the picture along after a short hold.
  startTouching() {
    let held = null;
    let timer = 0;
    this.list.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" || !event.target.closest(".tray__thumb")) return;
      const item = event.target.closest("[data-picture]");
      timer = setTimeout(() => {
        held = item;
        held.classList.add("tray__item--held");
      }, 250);
    });
    this.list.addEventListener("pointermove", (event) => {
      if (!held) return;
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-picture]");
      if (!over || over === held || over.parentElement !== this.list) return;
      if (this.items().indexOf(over) > this.items().indexOf(held)) over.after(held);
      else over.before(held);
    });
    const drop = () => {
      clearTimeout(timer);
      held?.classList.remove("tray__item--held");
      if (held) this.renumber();
      held = null;
    };
    for (const end of ["pointerup", "pointercancel"]) this.list.addEventListener(end, drop);
    this.list.addEventListener("touchmove", (event) => { if (held) event.preventDefault(); }, { passive: false });
  }

  watch() {
    if (this.timer) return;
    let polls = 0;
    const look = async () => {
      const asked = this.items().filter((item) => item.dataset.state === "waiting");
      if (!asked.length || polls++ > MOST_POLLS) {
        this.timer = 0;
        return;
      }
      await this.ask(asked);
      this.timer = setTimeout(look, POLL_MS);
    };
    this.timer = setTimeout(look, POLL_MS / 3);
  }

  async ask(items) {
    const address = new URL(this.form.dataset.states, location.href);
    for (const item of items) address.searchParams.append("id", item.dataset.picture);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { pictures } = await answer.json();
      for (const picture of pictures) {
        const item = items.find((one) => one.dataset.picture === picture.id);
        if (item && picture.state !== "waiting") this.became(item, picture);
      }
    } catch {
      // Offline for a moment: the next look asks again.
    }
  }
}
