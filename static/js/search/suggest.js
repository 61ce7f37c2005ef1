// The search field as a combobox: what fits while one types; before that one's own searches and those of many.
// Without this script the field is a plain form.
import { forget, forgetAll, offered, remember } from "./past.js";

const PAUSE_MS = 160;

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
    this.said = element("p", "visually-hidden");
    this.said.setAttribute("role", "status");
    this.box.append(this.list);
    form.append(this.box, this.said);
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    // While a Chinese word is being composed, what stands in the field is half of it, in letters.
    this.isComposing = false;
  }

  start() {
    const attributes = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("compositionstart", () => this.compose());
    this.input.addEventListener("compositionend", () => this.composed());
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.refresh());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => this.send(event));
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    // A press on a line must not take the focus from the field before the click arrives.
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  compose() {
    this.isComposing = true;
    clearTimeout(this.timer);
  }

  composed() {
    this.isComposing = false;
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    if (!this.isComposing) this.timer = setTimeout(() => this.refresh(), PAUSE_MS);
  }

  async refresh() {
    if (this.isComposing) return;
    const text = this.input.value.trim();
    if (text) {
      const lines = await this.ask(text);
      // An answer that arrives late must not replace the lines of what was typed since.
      if (text === this.input.value.trim() && this.isOpenable()) this.show(lines);
    } else {
      await this.offer();
    }
  }

  isOpenable() {
    return document.activeElement === this.input && !this.isComposing;
  }

  async ask(text) {
    if (this.answers.has(text)) return this.answers.get(text);
    try {
      const answer = await fetch(`${this.form.dataset.suggest}?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
      if (!answer.ok) return [];
      const { suggestions } = await answer.json();
      this.answers.set(text, suggestions);
      return suggestions;
    } catch {
      return [];
    }
  }

  async offer() {
    const { past, hot } = await offered(this.form);
    if (this.input.value.trim() || !this.isOpenable()) return;
    const people = this.form.dataset.people;
    this.show([
      ...past.map((row) => ({ label: row.text, search: row.text, past: row })),
      ...hot.map((row) => ({ label: row.text, search: row.text, detail: people.replace("0", row.people) })),
    ]);
    if (past.length) this.list.before(this.head());
    if (hot.length) this.headHot(past.length);
  }

  head() {
    const head = element("div", "suggest__head");
    const clear = element("button", "", this.form.dataset.clear);
    clear.type = "button";
    clear.addEventListener("click", async () => {
      await forgetAll(this.form);
      this.offer();
    });
    head.append(element("span", "", this.form.dataset.recent), clear);
    return head;
  }

  // The words between the two lists are for eyes; each line says for itself how many people search for it.
  headHot(at) {
    const head = element("div", "suggest__head", this.form.dataset.hot);
    head.setAttribute("role", "presentation");
    this.options[at].before(head);
  }

  show(lines) {
    for (const head of this.box.querySelectorAll(".suggest__head")) head.remove();
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
    if (line.past) option.append(this.remover(line));
    option.addEventListener("click", () => this.choose(line));
    option.forget = line.past ? () => this.forget(line) : null;
    return option;
  }

  // For the mouse. The key Delete does the same, and the settings have a button for each search.
  remover(line) {
    const cross = element("span", "suggest__remove", "×");
    cross.title = this.form.dataset.forget;
    cross.setAttribute("aria-hidden", "true");
    cross.addEventListener("click", (event) => {
      event.stopPropagation();
      this.forget(line);
    });
    return cross;
  }

  async forget(line) {
    await forget(this.form, line.past);
    this.said.textContent = this.form.dataset.forgotten;
    this.offer();
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
    // A key that ends the choice of a Chinese word is not for the list (229: Safari tells of it after the end).
    if (event.isComposing || this.isComposing || event.keyCode === 229) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const chosen = this.options[this.active];
    if (event.key in steps) {
      event.preventDefault();
      if (this.box.hidden) this.refresh();
      else this.move(steps[event.key]);
    } else if (event.key === "Escape" && !this.box.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    } else if (event.key === "Delete" && chosen?.forget) {
      event.preventDefault();
      chosen.forget();
    }
  }

  send(event) {
    if (this.isComposing) event.preventDefault();
    else remember(this.input.value.trim());
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form).start();
