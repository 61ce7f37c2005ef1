// The composer: counts while somebody types, sends pictures as they are chosen, saves the draft, and publishes once.
import { Autosave } from "./autosave.js";
import { startCounters } from "./counters.js";
import { Film } from "./film.js";
import { startPoints } from "./points.js";
import { startPreview } from "./preview.js";
import { startProducts } from "./products.js";
import { startSuggestion } from "./suggestion.js";
import { startTopics } from "./topics.js";
import { Tray } from "./tray.js";
import { startIntake } from "./intake.js";

const HANDED = "meadow.handed";
const form = document.querySelector("[data-compose]");
const words = form.querySelector("[data-messages]").dataset;
const status = form.querySelector("[data-sending]");
const button = form.querySelector("[data-publish]");
const files = form.querySelector("[name=files]");
const key = form.elements.namedItem("submission_key").value;

// Fields that a browser filled in before this script ran count too.
const tray = new Tray(form, words);
const film = new Film(form);
startCounters(form);
startProducts(form, words);
startTopics(form);
startSuggestion(form);
startPoints(form, words);
const autosave = new Autosave(form, words, { canLeave: () => !tray.isSending() && !film.isSending() });
startIntake(form, tray, words, key);
startPreview(form, words, film);

let isPublishing = false;

// Back from the note: browsers bring this page back as it was, or anew with another key. Go on with the note itself.
function goneBack({ isPersisted = false } = {}) {
  const handed = sessionStorage.getItem(HANDED);
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const address = form.dataset.draft.replace(key, handed);
  if (form.querySelector("[data-summary]")) sessionStorage.removeItem(HANDED);
  else if (handed === key && isPersisted) return leave(() => location.reload());
  // At its own address the server said already what became of it.
  else if (handed && form.dataset.new === "true" && location.pathname !== address && (handed === key || isBack)) {
    return leave(() => location.replace(address));
  }
  return false;
}

function leave(go) {
  autosave.handedIn();
  go();
  return true;
}

// One publish: a second press does nothing; what the server decides, it decides by the page's key. The draft goes
// first: when it arrived there is a connection, and the page itself may follow.
async function publish(event) {
  if (autosave.handed || event.submitter?.name === "step" || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (isPublishing) return;
  isPublishing = true;
  button.setAttribute("aria-disabled", "true");
  if (tray.isSending() || film.isSending()) {
    status.textContent = words.wait;
    await Promise.all([tray.settled(), film.settled()]);
  }
  autosave.keepHere({ wants: "publish" });
  const outcome = await autosave.reach();
  if (outcome === "offline") {
    status.textContent = words.waits;
    holdPlace();
    form.addEventListener("draft:saved", hold, { once: true });
  } else if (outcome === "stopped") {
    letGo();
  } else {
    hold();
  }
}

// While this page is there, it sends its note itself, and no other page does.
function holdPlace() {
  const left = new Promise((done) => addEventListener("pagehide", done, { once: true }));
  navigator.locks?.request(`meadow-note-${key}`, () => left);
}

function hold() {
  sessionStorage.setItem(HANDED, key);
  status.textContent = words.publishing;
  autosave.handedIn();
  // The files travelled one by one; sending them again would make twins.
  files.disabled = true;
  form.requestSubmit(button);
}

function letGo() {
  isPublishing = false;
  autosave.comeBack();
  files.disabled = false;
  button.removeAttribute("aria-disabled");
  status.textContent = "";
}

async function start() {
  if (goneBack() || await autosave.bringBack()) return;
  form.dataset.ready = "true";
  if (autosave.wantsPublishing) form.requestSubmit(button);
  else autosave.bringOthers();
}

form.addEventListener("submit", publish);
form.querySelector("[data-save-draft]").addEventListener("click", (event) => {
  event.preventDefault();
  autosave.now();
});
form.querySelector("[data-trouble-compare]").addEventListener("click", () => autosave.handedIn());
addEventListener("pageshow", (event) => {
  if (event.persisted && !goneBack({ isPersisted: true })) letGo();
});
form.querySelector("[data-summary]")?.focus();
start();
