// Comments: shown at once and taken back with a sentence when the server says no; the fields find their tools when
// somebody begins to write.
import { toast } from "../toast.js";
import { startPicture } from "./talk-picture.js";

const busy = new WeakSet();

function pendingLine(form, words) {
  const line = document.createElement("li");
  line.className = "comment comment--pending";
  line.dataset.pending = "";
  const said = document.createElement("p");
  said.dir = "auto";
  said.textContent = words;
  const state = document.createElement("p");
  state.className = "soft small";
  state.textContent = form.dataset.sending;
  line.append(said, state);
  return line;
}

// An answer stands under its thread, a comment before all others.
function place(form, line) {
  const thread = form.closest("[data-comment-list] > li");
  if (!thread) {
    form.closest("[data-comments]").querySelector("[data-comment-list]").prepend(line);
    return;
  }
  let replies = thread.querySelector(".comments--replies");
  if (!replies) {
    replies = document.createElement("ul");
    replies.className = "comments comments--replies";
    thread.append(replies);
  }
  replies.append(line);
}

function replace(section, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector("[data-comments]");
  if (!fresh) throw new Error("no comments in the answer");
  section.replaceWith(fresh);
  globalThis.htmx?.process(fresh);
  dressForms(fresh);
  return fresh;
}

async function send(form) {
  if (busy.has(form)) return;
  const field = form.querySelector("textarea");
  const section = form.closest("[data-comments]");
  busy.add(form);
  const line = pendingLine(form, field.value);
  place(form, line);
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, credentials: "same-origin",
    });
    const login = answer.headers.get("HX-Redirect");
    if (login) {
      location.assign(login);
      return;
    }
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    const fresh = replace(section, await answer.text());
    (answer.ok ? fresh.querySelector(".comment--marked") : fresh.querySelector("[aria-invalid]"))?.focus();
  } catch {
    line.remove();
    toast(form.dataset.failed);
    field.focus();
  } finally {
    busy.delete(form);
  }
}

function dressForms(root) {
  for (const form of root.querySelectorAll("[data-comment-form]")) {
    for (const button of form.querySelectorAll("[data-emoji]")) button.hidden = false;
    startPicture(form);
  }
}

/** Puts the focus on the comment an address points at, so that a keyboard goes on from there. */
export function findMarked(root) {
  const marked = root.querySelector(".comment--marked");
  if (!marked || !new URL(location.href).searchParams.has("comment")) return;
  marked.focus({ preventScroll: true });
  marked.scrollIntoView({ block: "center" });
}

export function dressTalk(root) {
  dressForms(root);
}

export function startTalk(root) {
  dressForms(root);
  findMarked(root);
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-comment-form]")) return;
    event.preventDefault();
    send(event.target);
  });
  root.addEventListener("focusin", async (event) => {
    if (!event.target.matches("[data-mentions]:not([data-ready])")) return;
    const { startMentions } = await import("./mentions.js");
    startMentions(event.target);
  });
  root.addEventListener("click", async (event) => {
    const picture = event.target.closest("a[data-zoom]");
    if (picture && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const { openZoom } = await import("./zoom.js");
      openZoom([{ src: picture.href, alt: picture.querySelector("img").alt }], 0, null, picture);
      return;
    }
    const button = event.target.closest("[data-emoji]");
    if (!button) return;
    const { toggleEmoji } = await import("./emoji.js");
    toggleEmoji(button);
  });
  // Fragments that htmx brings have forms of their own.
  root.addEventListener("htmx:afterSettle", (event) => dressForms(event.target));
}
