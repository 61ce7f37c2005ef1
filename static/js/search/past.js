// One's own searches: with an account the server keeps them, else this browser alone.
import { send } from "../sending.js";

const KEY = "searches";
const KEEP = 8;

const isKnown = () => "known" in document.body.dataset;

function local() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, KEEP) : [];
  } catch {
    return [];
  }
}

function keep(searches) {
  try {
    if (searches.length) localStorage.setItem(KEY, JSON.stringify(searches.slice(0, KEEP)));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still searches.
  }
}

/** What the empty field offers: {past: [{id, text}], hot: [{text, people}]}. */
export async function offered(form) {
  const own = local().map((text) => ({ id: "", text }));
  try {
    const answer = await fetch(form.dataset.offered, { credentials: "same-origin" });
    const { past, hot } = await answer.json();
    return { past: isKnown() ? past : own, hot };
  } catch {
    return { past: isKnown() ? [] : own, hot: [] };
  }
}

/** Keeps a search in this browser; the server keeps those of somebody known when it is asked. */
export function remember(text) {
  if (isKnown()) keep([]);
  else if (text) keep([text, ...local().filter((other) => other !== text)]);
}

/** Forgets one search. */
export async function forget(form, { id, text }) {
  if (id) await post(`${form.dataset.history}${id}/forget/`);
  else keep(local().filter((other) => other !== text));
}

/** Forgets them all. */
export async function forgetAll(form) {
  if (isKnown()) await post(form.dataset.forgetAll);
  else keep([]);
}

async function post(address) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const body = document.createElement("form");
  if (token) body.append(token.cloneNode());
  await send(body, address).catch(() => null);
}
