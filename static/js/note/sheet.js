// A note opens over the list, with its own address. Without this module the card's link simply opens the page.
import { dress } from "../dress.js";
import { startCarousels } from "./carousel.js";
import { pauseAll, startPlayers } from "./player.js";
import { dressTalk } from "./talk.js";
import { pack } from "../masonry.js";
import { startWaiting } from "./waiting.js";

let dialog = null;
let opener = null;
let listTitle = "";

// The address this document was loaded for. After a reload of an open note it is the note, not the list.
const own = here();

// The number of the picture in sight is part of the address, but no other place.
function here() {
  const url = new URL(location.href);
  url.searchParams.delete("p");
  return url.pathname + url.search;
}

function make() {
  dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    history.back();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-sheet-close]")) history.back();
  });
  document.body.append(dialog);
}

async function load(url) {
  const answer = await fetch(url, { headers: { "X-Sheet": "1" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** Shows a note in the sheet, or what became of the one that is open. */
async function show(url) {
  if (!dialog) make();
  dialog.innerHTML = await load(url);
  await dress(dialog);
  const heading = dialog.querySelector("h1");
  if (heading) {
    heading.id ||= "sheet-title";
    dialog.setAttribute("aria-labelledby", heading.id);
    document.title = heading.textContent.trim();
  }
  if (!dialog.open) dialog.showModal();
  globalThis.htmx?.process(dialog);
  startCarousels(dialog);
  startPlayers(dialog);
  dressTalk(dialog);
  pack(dialog);
  startWaiting(dialog, () => show(url));
  dialog.dispatchEvent(new CustomEvent("note:shown", { bubbles: true }));
  dialog.querySelector("[data-sheet-close]")?.focus();
}

function hide() {
  if (!dialog?.open) return;
  pauseAll(dialog);
  dialog.close();
  dialog.replaceChildren();
  document.title = listTitle;
  opener?.focus({ preventScroll: true });
}

async function open(link) {
  opener = link;
  listTitle ||= document.title;
  const url = link.href;
  try {
    await show(url);
    history.pushState({ sheet: url }, "", url);
  } catch {
    location.assign(url);
  }
}

// The list behind a note that was reloaded is gone from the document: it is asked for, and told to find its place.
function fetchList() {
  sessionStorage.setItem("list:returning", "1");
  location.reload();
}

export function startSheet() {
  if (!("HTMLDialogElement" in globalThis)) return;
  listTitle = document.title;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-card-link]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    open(link);
  });
  addEventListener("popstate", (event) => {
    if (here() === own) hide();
    else if (event.state?.sheet) show(event.state.sheet).catch(() => location.reload());
    else fetchList();
  });
}
