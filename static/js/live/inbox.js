// The figure beside the inbox, kept right while the page is open. Without this script it is right on every new page.
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 5 * 60_000;

function show(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.textContent = String(count);
    badge.hidden = count === 0;
  }
}

class Live {
  constructor(address) {
    this.address = address;
    this.source = null;
    this.timer = 0;
    this.wait = FIRST_WAIT;
  }

  open() {
    if (this.source || document.hidden) return;
    this.source = new EventSource(this.address, { withCredentials: true });
    this.source.addEventListener("unread", (event) => {
      this.wait = FIRST_WAIT;
      const count = Number.parseInt(event.data, 10);
      if (count >= 0) show(count);
    });
    this.source.addEventListener("error", () => this.retry());
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  // The browser would come back at a fixed pace; a server that restarts is better met by ever fewer, scattered visits.
  retry() {
    this.close();
    this.timer = setTimeout(() => this.open(), this.wait * (0.5 + Math.random()));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}

export function startLive(address) {
  if (!address || !("EventSource" in globalThis)) return;
  const live = new Live(address);
  live.open();
  // A page nobody looks at holds no connection; it learns the figure when it is looked at again.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) live.close();
    else live.open();
  });
  addEventListener("pagehide", () => live.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) live.open();
  });
}
