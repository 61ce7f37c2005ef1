// Says while somebody writes what the words read like, and takes the category that is pressed.
import { freshToken } from "./post.js";

const QUIET_MS = 900;
const LEAST = 6;
const FIELDS = ["title", "body", "topics", "place", "product", "category", "editing", "visibility"];

export function startSuggestion(form) {
  const place = form.querySelector("[data-suggestion]");
  const category = form.elements.namedItem("category");
  let timer = 0;
  let turn = 0;
  // What was typed before this script ran counts too, unless the server has spoken of it.
  let said = place.childElementCount ? wording() : "";

  function sent() {
    const all = new FormData(form);
    const body = new FormData();
    for (const name of FIELDS) for (const value of all.getAll(name)) body.append(name, value);
    return body;
  }

  function wording() {
    const all = new FormData(form);
    return ["title", "body", "topics", "place", "product"].flatMap((name) => all.getAll(name)).join("\n");
  }

  async function ask() {
    const now = wording();
    if (now === said || now.trim().length < LEAST) return;
    const mine = ++turn;
    const body = sent();
    body.set("csrfmiddlewaretoken", freshToken(form));
    try {
      const answer = await fetch(form.dataset.reads, { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok || answer.redirected || mine !== turn) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      said = now;
      show([...page.body.childNodes]);
    } catch {
      // Without a connection nothing is said; publishing asks again.
    }
  }

  // The same words are not read out twice to somebody who listens.
  function show(nodes) {
    const text = nodes.map((node) => node.textContent).join("");
    if (text.trim() !== place.textContent.trim()) place.replaceChildren(...nodes);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET_MS);
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    event.preventDefault();
    category.value = button.dataset.take;
    category.dispatchEvent(new Event("change", { bubbles: true }));
    category.focus();
  });
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("tray:changed", later);
  later();
}
