// The service worker, its new versions, and the hint that Meadow may stand on the home screen.
import { forgetOthers, keep } from "./keep.js";

const VISITS = "meadow.visits";
const NO_HINT = "meadow.no-hint";
const WORDS_IN = "meadow.offline-language";
const words = document.querySelector("[data-home-words]")?.dataset;

function ask(sentence, answers) {
  const bar = document.createElement("div");
  bar.className = "toast toast--asking";
  bar.append(Object.assign(document.createElement("span"), { textContent: sentence }));
  for (const [label, deed] of answers) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: label });
    button.addEventListener("click", () => {
      bar.remove();
      deed();
    });
    bar.append(button);
  }
  document.getElementById("toasts")?.append(bar);
}

function offerVersion(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  ask(words.update, [[words.reload, () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("now");
  }], [words.later, () => {}]]);
}

function watch(registration) {
  offerVersion(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") offerVersion(registration);
    });
  });
}

// The page without a connection speaks the language the reader chose last.
async function refill() {
  const { active } = await navigator.serviceWorker.ready;
  if (localStorage.getItem(WORDS_IN) === document.documentElement.lang) return;
  if (localStorage.getItem(WORDS_IN)) active.postMessage("refill");
  localStorage.setItem(WORDS_IN, document.documentElement.lang);
}

function countVisit() {
  if (sessionStorage.getItem(VISITS)) return;
  sessionStorage.setItem(VISITS, "1");
  localStorage.setItem(VISITS, String(Number(localStorage.getItem(VISITS) ?? 0) + 1));
}

// Only from the second visit on, and never again once it was put away.
function startHint() {
  countVisit();
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (Number(localStorage.getItem(VISITS)) < 2 || localStorage.getItem(NO_HINT)) return;
    const never = () => localStorage.setItem(NO_HINT, "1");
    ask(words.install, [[words.add, () => event.prompt()], [words.no, never]]);
  });
}

export function startHomeScreen() {
  try {
    forgetOthers(document.body.dataset.person ?? "");
    keep(document);
    document.addEventListener("note:shown", (event) => keep(event.target));
    if (words) startHint();
  } catch {
    // A browser that keeps nothing loses nothing but this.
  }
  if (!("serviceWorker" in navigator) || !words) return;
  navigator.serviceWorker.register("/sw.js").then(watch).then(refill).catch(() => {});
}
