// Listening to the server for one browser: a stream where there is one, questions at a pace where there is none.
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 5 * 60_000;
const ASK_EVERY = 30_000;
// One failure is a server that restarts. After the second the figures are asked for until the stream speaks again.
const FAILURES_BEFORE_ASKING = 2;

const scattered = (wait) => wait * (0.75 + Math.random() / 2);

export class Listener {
  /** `stream` and `poll` are addresses, `stream` may be empty; `tell` gets every figure the server sends. */
  constructor({ stream, poll, tell }) {
    this.stream = "EventSource" in globalThis ? stream : "";
    this.poll = poll;
    this.tell = tell;
    this.isOn = false;
    this.wait = FIRST_WAIT;
    this.failures = 0;
  }

  start() {
    if (this.isOn) return;
    this.isOn = true;
    this.failures = 0;
    this.wait = FIRST_WAIT;
    if (this.stream) this.open();
    else this.ask();
  }

  stop() {
    this.isOn = false;
    clearTimeout(this.again);
    this.stopAsking();
    this.source?.close();
    this.source = null;
  }

  open() {
    if (!this.isOn) return;
    this.source = new EventSource(this.stream, { withCredentials: true });
    this.source.addEventListener("unread", (event) => {
      this.failures = 0;
      this.wait = FIRST_WAIT;
      this.stopAsking();
      this.tell(JSON.parse(event.data));
    });
    this.source.addEventListener("error", () => this.fail());
  }

  // The browser would come back at a fixed pace; a server that restarts is better met by ever fewer, scattered visits.
  fail() {
    this.source?.close();
    this.source = null;
    this.failures += 1;
    this.again = setTimeout(() => this.open(), scattered(this.wait));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    if (this.failures >= FAILURES_BEFORE_ASKING && !this.isAsking) this.ask();
  }

  async ask() {
    this.isAsking = true;
    try {
      const answer = await fetch(this.poll, { credentials: "same-origin", headers: { Accept: "application/json" } });
      // Logged out in another tab: there is nothing to listen to any more.
      if (answer.status === 401) return this.stop();
      if (answer.ok && this.isAsking) this.tell(await answer.json());
    } catch {
      // Offline. The next question may find the way.
    }
    if (this.isOn && this.isAsking) this.next = setTimeout(() => this.ask(), scattered(ASK_EVERY));
  }

  stopAsking() {
    this.isAsking = false;
    clearTimeout(this.next);
  }
}
