// Likes and collects: shown at once, taken back with a sentence when the server says no.
import { compact } from "../figures.js";
import { send } from "../sending.js";
import { toast } from "../toast.js";

const busy = new WeakSet();

function shown(button, active, count) {
  button.setAttribute("aria-pressed", String(active));
  const figure = button.querySelector("[data-count]");
  if (!figure) return;
  figure.dataset.count = String(count);
  figure.textContent = compact(count);
}

async function react(form) {
  const button = form.querySelector("button");
  if (busy.has(form)) return;
  busy.add(form);
  const before = button.getAttribute("aria-pressed") === "true";
  const count = Number(button.querySelector("[data-count]")?.dataset.count ?? 0);
  shown(button, !before, Math.max(0, count + (before ? -1 : 1)));
  try {
    const answer = await send(form, before ? form.dataset.remove : form.dataset.add);
    if (answer) sync(form, answer);
    else shown(button, before, count);
  } catch {
    shown(button, before, count);
    toast(document.body.dataset.failed || "That did not reach us. Try again.");
  } finally {
    busy.delete(form);
  }
}

// The same note may stand on the page twice: on its card and in the sheet above it.
function sync(form, answer) {
  for (const twin of document.querySelectorAll(`[data-react][data-add="${form.dataset.add}"]`)) {
    shown(twin.querySelector("button"), answer.active, answer.count);
  }
}

/** Shows that a note is collected, wherever its star stands. */
export function syncCollect(address, answer) {
  for (const twin of document.querySelectorAll('[data-react="collect"]')) {
    if (new URL(twin.dataset.add, location.href).href === address) shown(twin.querySelector("button"), answer.active, answer.count);
  }
}

export function startReactions(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-react]")) {
      event.preventDefault();
      react(form);
    }
  });
}
