// Likes, collects, follows and shares: shown at once, taken back with a sentence when the server says no.
import { toast } from "../toast.js";

const busy = new WeakSet();

function shown(button, active, count) {
  button.setAttribute("aria-pressed", String(active));
  const figure = button.querySelector("[data-count]");
  if (!figure) return;
  figure.dataset.count = String(count);
  figure.textContent = new Intl.NumberFormat(document.documentElement.lang, {
    notation: "compact", maximumFractionDigits: 1, roundingMode: "trunc",
  }).format(count);
}

async function send(form, address) {
  const answer = await fetch(address, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (answer.status === 401) {
    const { login } = await answer.json();
    location.assign(login);
    return null;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
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

async function share(form) {
  const url = form.dataset.share;
  const title = document.title;
  try {
    if (navigator.share) await navigator.share({ title, url });
    else {
      await navigator.clipboard.writeText(url);
      toast(form.dataset.copied);
    }
    await send(form, form.action);
  } catch (error) {
    if (error.name !== "AbortError") toast(url);
  }
}

export function startReactions(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-react]")) {
      event.preventDefault();
      react(form);
    } else if (form.matches("[data-share]")) {
      event.preventDefault();
      share(form);
    }
  });
}
