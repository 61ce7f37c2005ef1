// A note that is being checked, or whose video is being prepared, says by itself when that is over.
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 20_000;
const SLOWER = 1.4;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function untilLookedAt() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
}

/** The notice as the server would draw it now; null when there is none any more, undefined when nobody answered. */
async function asked(url) {
  try {
    const answer = await fetch(url, { headers: { "X-Sheet": "1" }, credentials: "same-origin" });
    if (!answer.ok) return answer.status === 404 ? null : undefined;
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-poll]");
  } catch {
    return undefined;
  }
}

function isWriting() {
  return [...document.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
}

// Only what moves is changed: a screen reader hears the sentence once, not with every percent.
function follow(notice, fresh) {
  const [bar, freshBar] = [notice, fresh].map((one) => one.querySelector("progress"));
  if (!bar || !freshBar) return;
  if (freshBar.hasAttribute("value")) bar.value = freshBar.value;
  const figures = fresh.querySelector(".figures");
  const shown = notice.querySelector(".figures");
  if (shown && figures) shown.textContent = figures.textContent;
  else if (figures) notice.querySelector("p").append(figures);
}

async function watch(notice, settle) {
  for (let wait = FIRST_WAIT; notice.isConnected; wait = Math.min(wait * SLOWER, LONGEST_WAIT)) {
    await pause(wait);
    await untilLookedAt();
    if (!notice.isConnected) return;
    const fresh = await asked(notice.dataset.poll);
    if (fresh) follow(notice, fresh);
    else if (fresh === null && notice.isConnected) {
      // Whoever is writing keeps what they wrote; the page tells the rest when it is opened again.
      if (isWriting()) notice.remove();
      else settle();
      return;
    }
  }
}

/** Watches the notices below `root`; `settle` shows what became of the note. */
export function startWaiting(root, settle) {
  for (const notice of root.querySelectorAll("[data-poll]")) watch(notice, settle);
}
