// Follow buttons: shown at once, taken back with a sentence when the server says no.
import { compact } from "../figures.js";
import { send } from "../sending.js";
import { toast } from "../toast.js";

const busy = new WeakSet();

// `asked` is a question a private account has not answered yet; pressing again takes it back.
function shown(form, following, asked = false) {
  const button = form.querySelector("button");
  const pressed = following || asked;
  button.setAttribute("aria-pressed", String(pressed));
  button.classList.toggle("button--primary", !pressed);
  button.textContent = following ? form.dataset.following : asked ? form.dataset.asked : form.dataset.follow;
  form.action = pressed ? form.dataset.remove : form.dataset.add;
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
  const wasAsked = form.querySelector("button").textContent.trim() === form.dataset.asked;
  const address = before ? form.dataset.remove : form.dataset.add;
  shown(form, !before);
  try {
    const answer = await send(form, address);
    if (!answer) {
      shown(form, before && !wasAsked, wasAsked);
      return;
    }
    for (const twin of twins(form)) shown(twin, answer.is_following, answer.is_asked);
    count(form, answer.followers);
  } catch {
    shown(form, before && !wasAsked, wasAsked);
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
