// The figure beside the inbox, kept right while the page is open. Without this script it is right on every new page.
//
// Of all the tabs of a browser one that is looked at listens to the server and tells the others; the lock says which.
// Every figure carries the server's mark, a number that only grows, so an old answer never replaces a newer one.
import { showUnread } from "./figures.js";
import { Listener } from "./listener.js";

const NAME = "meadow-inbox";

class Inbox {
  constructor({ person, liveNow }) {
    this.person = person;
    this.figures = { total: 0, tabs: {}, mark: 0 };
    this.atFirst = JSON.parse(liveNow);
  }

  join() {
    if (!("BroadcastChannel" in globalThis) || this.channel) return;
    this.channel = new BroadcastChannel(NAME);
    this.channel.addEventListener("message", ({ data }) => {
      // A tab that somebody else logged in from meanwhile speaks of another inbox.
      if (data.person !== this.person) return;
      if (data.figures) this.take(data.figures);
      else this.tell();
    });
  }

  leave() {
    this.channel?.close();
    this.channel = null;
  }

  /** Shows figures unless newer ones are shown already. True when they were news. */
  take(figures) {
    if (figures.mark && figures.mark < this.figures.mark) return false;
    this.figures = figures;
    showUnread(figures);
    // Whatever changed, a page of messages that is open looks for itself.
    document.dispatchEvent(new CustomEvent("meadow:messages"));
    return true;
  }

  tell() {
    this.channel?.postMessage({ person: this.person, figures: this.figures });
  }

  heard(figures) {
    if (this.take(figures)) this.tell();
  }

  /** What the page was drawn with is news to tabs that were opened before it. */
  begin() {
    this.join();
    this.channel?.postMessage({ person: this.person });
    this.heard(this.atFirst);
  }
}

/** Works while this tab is the one of the browser that listens. Returns a function that gives the place up. */
function whileChosen(work) {
  if (!navigator.locks) {
    work.start();
    return () => work.stop();
  }
  const waiting = new AbortController();
  let release = () => {};
  const workUntilReleased = () => new Promise((resolve) => {
    release = resolve;
    work.start();
  });
  navigator.locks.request(NAME, { signal: waiting.signal }, workUntilReleased).catch(() => {});
  return () => {
    waiting.abort();
    work.stop();
    release();
  };
}

export function startLive({ person, live, livePoll, liveNow }) {
  const inbox = new Inbox({ person, liveNow });
  const listener = new Listener({ stream: live, poll: livePoll, tell: (figures) => inbox.heard(figures) });
  let giveUp = null;
  // A page nobody looks at holds no connection; it hears from the one that is looked at, or asks when it is again.
  const listen = () => {
    if (document.hidden) {
      giveUp?.();
      giveUp = null;
    } else giveUp ??= whileChosen(listener);
  };
  inbox.begin();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => {
    giveUp?.();
    giveUp = null;
    inbox.leave();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    inbox.begin();
    listen();
  });
}
