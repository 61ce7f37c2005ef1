// What every page has: the theme switch, toasts, reactions, and the sheet over lists.
import { startReactions } from "./note/reactions.js";
import { startPicker } from "./note/picker.js";
import { startSharing } from "./note/share.js";
import { startSheet } from "./note/sheet.js";
import { startTalk } from "./note/talk.js";
import { startFollowing } from "./people/follow.js";
import { startCarousels } from "./note/carousel.js";
import { startPlayers } from "./note/player.js";
import { startWaiting } from "./note/waiting.js";

function rememberTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

function startThemeSwitch() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = document.documentElement.dataset.theme
      || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    rememberTheme(now === "dark" ? "light" : "dark");
  });
}

// The reader's zone, guessed once: windows and dates follow it until the account says otherwise.
function rememberZone() {
  if (document.cookie.includes("zone=")) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

// htmx sends the token that the page's cookie-bound forms carry.
function signFragments() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });
  // A refused form answers 422 with itself and its errors: that is content, not a failure.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
}

// On a phone a row of tabs is longer than the screen: the one that is open is brought into sight.
function showOpenTab() {
  for (const open of document.querySelectorAll(".tabs [aria-current]")) {
    const row = open.parentElement;
    row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }
}

startThemeSwitch();
showOpenTab();
rememberZone();
signFragments();
startReactions(document);
startSharing(document);
startPicker(document);
startTalk(document);
startFollowing(document);
startSheet();
startCarousels(document);
startPlayers(document);
startWaiting(document, () => location.reload());
// Nothing of this is needed to read: it waits until the page stands.
addEventListener("load", () => import("./home/screen.js").then(({ startHomeScreen }) => startHomeScreen()), { once: true });
// Only where cards of videos stand, and a pointer can rest on them.
if (document.querySelector("[data-list]") && matchMedia("(hover: hover)").matches) import("./explore/hover.js");
// A note that was sent off without a connection; most people have none waiting. The composer sends its own.
function sendWaiting() {
  try {
    if (!Object.keys(localStorage).some((name) => name.startsWith("meadow.draft."))) return;
  } catch {
    return;
  }
  import("./compose/outbox.js").then((outbox) => outbox.sendWaiting()).catch(() => {});
}
if ("known" in document.body.dataset && !document.querySelector("[data-compose]")) {
  addEventListener("online", sendWaiting);
  addEventListener("load", sendWaiting, { once: true });
}
// Only somebody logged in has an inbox; nobody else loads its script.
if ("known" in document.body.dataset) {
  import("./live/inbox.js").then(({ startLive }) => startLive(document.body.dataset));
}
