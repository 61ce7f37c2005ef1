// The address of a note: copied, or handed to the system's own sheet. Each is counted once the link is away.
import { send } from "../sending.js";
import { toast } from "../toast.js";

function count(sheet) {
  const form = sheet.querySelector("form");
  send(form, form.action).catch(() => {});
}

async function copy(sheet) {
  const { share: url, copied } = sheet.dataset;
  try {
    await navigator.clipboard.writeText(url);
    toast(copied);
  } catch {
    // Without leave to write, the marked address is one key from being copied.
    sheet.querySelector("input[readonly]").select();
    return;
  }
  count(sheet);
  sheet.open = false;
  sheet.querySelector("summary").focus();
}

async function more(sheet) {
  try {
    await navigator.share({ title: sheet.dataset.title, url: sheet.dataset.share });
    count(sheet);
  } catch {
    // Closed again, or not allowed: the address still stands there.
  }
}

export function startSharing(root) {
  root.addEventListener("toggle", (event) => {
    const sheet = event.target;
    if (!(sheet instanceof HTMLDetailsElement) || !sheet.matches("[data-share]") || !sheet.open) return;
    sheet.querySelector("[data-share-copy]").hidden = false;
    sheet.querySelector("[data-share-more]").hidden = !navigator.share;
    sheet.querySelector("input[readonly]").select();
  }, true);
  root.addEventListener("submit", (event) => {
    const sheet = event.target.closest("[data-share]");
    if (!sheet) return;
    event.preventDefault();
    copy(sheet);
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-share-more]");
    if (button) more(button.closest("[data-share]"));
    for (const open of document.querySelectorAll("[data-share][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  root.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.("[data-share][open]");
    if (!open) return;
    event.preventDefault();
    event.stopPropagation();
    open.open = false;
    open.querySelector("summary").focus();
  }, true);
}
