// A list of cards that loads more of itself, and finds its place again after Back.
import { pack } from "../masonry.js";

const AUTOMATIC_PAGES = 5;
const KEY = `list:${location.pathname}${location.search}`;

function saved() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) || "null");
  } catch {
    return null;
  }
}

// Back comes from the browser, or from a note that was reloaded and has no list behind it any more.
function isReturning() {
  const isSent = sessionStorage.getItem("list:returning") !== null;
  sessionStorage.removeItem("list:returning");
  return isSent || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

class List {
  constructor(list) {
    this.list = list;
    this.more = document.querySelector("[data-list-more]");
    this.link = this.more?.querySelector("a");
    this.state = this.more?.querySelector("[data-list-state]");
    this.pages = 1;
    this.loading = null;
  }

  get cursor() {
    return this.list.querySelector(":scope > [data-next]")?.dataset.next || "";
  }

  say(sentence) {
    if (this.state) this.state.textContent = sentence;
  }

  load() {
    this.loading ??= this.fetchPage().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  async fetchPage() {
    const cursor = this.cursor;
    if (!cursor) return false;
    this.list.setAttribute("aria-busy", "true");
    this.say(this.state?.dataset.loading);
    try {
      const address = `${this.list.dataset.more}&after=${encodeURIComponent(cursor)}`;
      const answer = await fetch(address, { headers: { "X-Cards": "1", "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.append(await answer.text());
      return true;
    } catch {
      this.say(this.state?.dataset.failed);
      if (this.link) this.link.hidden = false;
      return false;
    } finally {
      this.list.setAttribute("aria-busy", "false");
    }
  }

  append(html) {
    this.list.querySelector(":scope > [data-next]")?.remove();
    const before = this.list.children.length;
    const template = document.createElement("template");
    template.innerHTML = html;
    // A note that moved between two requests must not stand on the page twice.
    for (const item of template.content.querySelectorAll("[data-card]")) {
      if (this.list.querySelector(`[data-card="${item.dataset.card}"]`)) item.closest("li").remove();
    }
    this.list.append(template.content);
    this.pages += 1;
    pack(document);
    this.tell();
    document.dispatchEvent(new CustomEvent("cards", { detail: [...this.list.children].slice(before) }));
  }

  tell() {
    if (!this.more) return;
    const ended = !this.cursor;
    this.say(ended ? this.state.dataset.end : "");
    this.link.hidden = ended || this.pages < AUTOMATIC_PAGES;
    this.link.textContent = this.state.dataset.label;
  }

  // The places that packing gave to cards stay behind: they are set anew, and style attributes are not let in.
  bare() {
    const copy = this.list.cloneNode(true);
    for (const item of copy.querySelectorAll("[style]")) item.removeAttribute("style");
    return copy.innerHTML;
  }

  remember() {
    sessionStorage.setItem(KEY, JSON.stringify({
      html: this.bare(), pages: this.pages, top: scrollY, at: Date.now(),
    }));
  }

  restore() {
    const kept = saved();
    // A reload asks for something new; only Back finds the old place.
    if (!isReturning() || !kept || Date.now() - kept.at > 30 * 60 * 1000) return;
    this.list.innerHTML = kept.html;
    this.pages = kept.pages;
    pack(document);
    scrollTo(0, kept.top);
  }

  start() {
    history.scrollRestoration = "manual";
    this.restore();
    addEventListener("pagehide", () => this.remember());
    if (!this.more) return;
    this.tell();
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.load();
    });
    const observer = new IntersectionObserver(async (entries) => {
      if (!entries.some((entry) => entry.isIntersecting) || this.pages >= AUTOMATIC_PAGES) return;
      // A short page leaves the end in sight, and an end that stays in sight is not announced again: so ask anew.
      if (await this.load()) {
        observer.unobserve(this.more);
        observer.observe(this.more);
      }
    }, { rootMargin: "1200px" });
    observer.observe(this.more);
  }
}

// PageDown and PageUp go from card to card, Control+End leaves the list (WAI-ARIA feed pattern).
function startKeys(list) {
  list.addEventListener("keydown", (event) => {
    const cards = [...list.querySelectorAll("[data-card-link]")];
    const now = cards.indexOf(event.target.closest("[data-card]")?.querySelector("[data-card-link]"));
    if (event.key === "PageDown" || event.key === "PageUp") {
      event.preventDefault();
      cards[now + (event.key === "PageDown" ? 1 : -1)]?.focus();
    } else if (event.key === "End" && event.ctrlKey) {
      event.preventDefault();
      document.querySelector(".foot a")?.focus();
    }
  });
}

const element = document.querySelector("[data-list]");
if (element) {
  new List(element).start();
  startKeys(element);
}
