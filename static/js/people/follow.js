// Follow buttons: shown at once, taken back with a sentence when the server says no.
import { compact } from "../figures.js";
import { send } from "../sending.js";
import { toast } from "../toast.js";

const busy = new WeakSet();

function shown(form, following) {
  const button = form.querySelector("button");
  button.setAttribute("aria-pressed", String(following));
  button.classList.toggle("button--primary", !following);
  button.textContent = following ? form.dataset.following : form.dataset.follow;
  form.action = following ? form.dataset.remove : form.dataset.add;
}

// The same person may stand on the page several times: in a list, on a card, above their profile.
function twins(form) {
  return document.querySelectorAll(`form[data-follow][data-add="${form.dataset.add}"]`);
}

function count(form, followers) {
  const handle = form.dataset.handle;
  const figure = compact(followers);
  for (const place of document.querySelectorAll(`[data-followers-of="${handle}"]`)) place.textContent = figure;
}

async function toggle(form) {
  if (busy.has(form)) return;
  busy.add(form);
  const before = form.querySelector("button").getAttribute("aria-pressed") === "true";
  const address = before ? form.dataset.remove : form.dataset.add;
  shown(form, !before);
  try {
    const answer = await send(form, address);
    if (!answer) {
      shown(form, before);
      return;
    }
    for (const twin of twins(form)) shown(twin, answer.is_following);
    count(form, answer.followers);
  } catch {
    shown(form, before);
    toast(form.dataset.failed);
  } finally {
    busy.delete(form);
  }
}

export function startFollowing(root) {
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-follow]")) return;
    event.preventDefault();
    toggle(event.target);
  });
}
