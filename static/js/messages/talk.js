// One conversation: sends without leaving the page, shows what arrives, keeps the newest in sight.
// Without this script every message is a form that is sent and a page that is loaded.
import { toast } from "../toast.js";

const body = document.querySelector("[data-talk]");
const scroll = body.querySelector("[data-scroll]");
const lines = body.querySelector("[data-lines]");
let asking = null;
let again = false;

const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };
const isNewest = () => !new URLSearchParams(location.search).has("before");

// Puts every line of a fresh copy in its place: new ones behind those they follow, changed ones instead of the old.
function reconcile(fresh) {
  let before = null;
  for (const line of fresh.querySelectorAll("[data-lines] > [data-line]")) {
    const here = lines.querySelector(`[data-line="${CSS.escape(line.dataset.line)}"]`);
    if (!here) {
      if (before) before.after(line);
      else lines.append(line);
      before = line;
    } else {
      before = here;
      if (here.innerHTML !== line.innerHTML && !here.querySelector("details[open]")) {
        here.replaceWith(line);
        before = line;
      }
    }
  }
}

function take(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-talk]");
  if (!fresh) return null;
  const follow = isAtEnd();
  reconcile(fresh);
  if (fresh.dataset.state !== body.dataset.state) {
    body.dataset.state = fresh.dataset.state;
    body.querySelector("[data-foot]").replaceWith(fresh.querySelector("[data-foot]"));
    startForm();
  }
  if (follow) toEnd();
  return fresh;
}

async function look() {
  if (document.hidden || !isNewest()) return;
  if (asking) {
    again = true;
    return;
  }
  asking = fetch(body.dataset.talk, { headers: { "X-Lines": "1" }, credentials: "same-origin" });
  try {
    const answer = await asking;
    if (answer.ok) take(await answer.text());
  } catch {
    // The next change tries again.
  } finally {
    asking = null;
    if (again) {
      again = false;
      look();
    }
  }
}

async function sendForm(form) {
  const field = form.querySelector("textarea");
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  try {
    const address = body.dataset.talk;
    const answer = await fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Lines": "1" },
      credentials: "same-origin",
    });
    if (answer.status >= 500) throw new Error(String(answer.status));
    const html = await answer.text();
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-talk]");
    if (!fresh) {
      // A limit of the whole site, or a log-in that ended: the plain form says what it is.
      form.submit();
      return;
    }
    if (answer.ok) sent(form, field, html, fresh);
    else refused(form, field, fresh);
  } catch {
    // The key stays, so that sending again cannot make two messages of one.
    toast(body.dataset.failed);
  } finally {
    delete form.dataset.busy;
  }
}

function sent(form, field, html, fresh) {
  if (!lines.children.length) {
    // The first message made the conversation; its own page is where it goes on.
    location.assign(fresh.dataset.talk);
    return;
  }
  field.value = "";
  fit(field);
  form.querySelector("[data-errors]").replaceChildren();
  form.querySelector(".field").classList.remove("field--wrong");
  form.querySelector("[name=submission_key]").value = fresh.querySelector("[name=submission_key]")?.value ?? "";
  form.querySelector("[data-shared]")?.remove();
  for (const name of ["note", "product"]) form.querySelector(`[name=${name}]`)?.remove();
  take(html);
  toEnd();
  field.focus();
}

function refused(form, field, fresh) {
  const errors = fresh.querySelector("[data-errors]");
  const closed = fresh.querySelector("[data-closed]");
  if (errors) form.querySelector("[data-errors]").replaceChildren(...errors.childNodes);
  else if (closed) form.querySelector("[data-errors]").textContent = closed.textContent;
  form.querySelector(".field").classList.add("field--wrong");
  field.focus();
}

function fit(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.rows = Math.min(6, field.value.split("\n").length);
}

function startForm() {
  const form = body.querySelector("[data-write]");
  if (!form) return;
  const field = form.querySelector("textarea");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendForm(form);
  });
  field.addEventListener("input", () => fit(field));
  // Enter sends where there is a keyboard; with a finger it makes a new line, and the button sends.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

async function showOlder(link) {
  const answer = await fetch(link.href, { headers: { "X-Lines": "1" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const height = scroll.scrollHeight;
  const known = new Set([...lines.children].map((line) => line.dataset.line));
  const older = [...fresh.querySelectorAll("[data-lines] > [data-line]")];
  // A day that is cut by the page stands above its first message only.
  for (const line of older) {
    if (known.has(line.dataset.line)) lines.querySelector(`[data-line="${CSS.escape(line.dataset.line)}"]`).remove();
  }
  lines.prepend(...older);
  const next = fresh.querySelector("[data-older]");
  if (next) link.href = next.getAttribute("href");
  else link.parentElement.remove();
  scroll.scrollTop += scroll.scrollHeight - height;
}

scroll.addEventListener("click", (event) => {
  const link = event.target.closest("[data-older]");
  if (!link) return;
  event.preventDefault();
  showOlder(link).catch(() => location.assign(link.href));
});
// The inbox tells of every change: as it happens where there is a stream, else as often as it asks.
document.addEventListener("meadow:messages", look);
document.addEventListener("visibilitychange", look);
startForm();
if (isNewest()) toEnd();
