// Choosing an album in a small sheet over the page. Without this module the link leads to a page that does the same.
import { dress } from "../dress.js";
import { toast } from "../toast.js";
import { syncCollect } from "./reactions.js";

let dialog = null;
let opener = null;

function make() {
  dialog = document.createElement("dialog");
  dialog.className = "sheet sheet--small";
  dialog.setAttribute("aria-labelledby", "picker-title");
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-picker-close]")) dialog.close();
  });
  // Escape closes this sheet and leaves the note under it open.
  dialog.addEventListener("cancel", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    opener?.focus({ preventScroll: true });
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    keep(event.target);
  });
  document.body.append(dialog);
}

async function fill(answer) {
  dialog.innerHTML = await answer.text();
  await dress(dialog);
  if (!dialog.open) dialog.showModal();
  const wrong = dialog.querySelector("[aria-invalid]") || dialog.querySelector("input[type=radio]:checked");
  wrong?.focus();
}

async function open(link) {
  opener = link;
  try {
    const answer = await fetch(link.href, { headers: { "X-Sheet": "1" }, credentials: "same-origin" });
    // Somebody unknown was led to log in: the whole page goes there, and comes back to the choice.
    if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
    if (!dialog) make();
    await fill(answer);
  } catch {
    location.assign(link.href);
  }
}

async function keep(form) {
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Sheet": "1" }, credentials: "same-origin",
    });
    if (answer.status === 422) {
      await fill(answer);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    syncCollect(form.action.replace(/albums\/$/, "collect/"), told);
    dialog.close();
    toast(told.told);
  } catch {
    toast(form.dataset.failed);
  }
}

export function startPicker(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-picker-link]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain) return;
    event.preventDefault();
    open(link);
  });
}
