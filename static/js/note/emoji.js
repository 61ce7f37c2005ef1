// A handful of signs under the field. Arrow keys move among them, Escape goes back to the button.
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 6, ArrowUp: -6 };

function put(field, sign) {
  field.setRangeText(sign, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function make(button, signs) {
  const form = button.closest("form");
  const field = form.querySelector("textarea");
  const grid = document.createElement("div");
  grid.className = "emoji";
  grid.setAttribute("role", "group");
  grid.setAttribute("aria-label", signs.dataset.label);
  grid.append(signs.content.cloneNode(true));
  const keys = [...grid.querySelectorAll("button")];
  keys.forEach((key, number) => {
    key.tabIndex = number ? -1 : 0;
  });
  grid.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (key) put(field, key.textContent);
  });
  grid.addEventListener("keydown", (event) => {
    const now = keys.indexOf(document.activeElement);
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      toggleEmoji(button);
      button.focus();
    } else if (event.key in STEPS && now >= 0) {
      event.preventDefault();
      event.stopPropagation();
      const next = keys[Math.min(Math.max(now + STEPS[event.key], 0), keys.length - 1)];
      keys[now].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });
  form.append(grid);
  return grid;
}

export function toggleEmoji(button) {
  const form = button.closest("form");
  const signs = form.closest("[data-comments]").querySelector("template[data-emoji-signs]");
  const there = form.querySelector(":scope > .emoji");
  const isOpening = there ? there.hidden : true;
  const grid = there || make(button, signs);
  grid.hidden = !isOpening;
  button.setAttribute("aria-expanded", String(isOpening));
  if (isOpening) grid.querySelector("button[tabindex='0']").focus();
}
