// Saves the page as a draft while somebody writes. What did not reach the server lies in this browser until it does;
// a note that was sent off without a connection goes out once there is one, under the page's one key.
import { bodyOf, freshToken, post } from "./post.js";
import { Store } from "./store.js";

const QUIET_MS = 1200;
const RETRIES_MS = [3000, 8000, 20000, 60000];
const PASSING = new Set([
  "csrfmiddlewaretoken", "submission_key", "draft_version", "editing", "step", "files", "product_query",
  "video_file", "captions_file", "moment", "told_misfit",
]);
const SIMPLE = ["title", "body", "topics"];

export class Autosave {
  constructor(form, words, { canLeave }) {
    this.form = form;
    this.words = words;
    this.canLeave = canLeave;
    this.key = form.elements.namedItem("submission_key").value;
    this.isNew = form.dataset.new === "true";
    this.version = form.elements.namedItem("draft_version");
    this.kept = form.querySelector("[data-kept]");
    this.store = new Store(form.dataset.person);
    this.trouble = new Trouble(form);
    this.saved = this.signature();
    this.timer = 0;
    this.failures = 0;
    this.state = "idle";
    this.turn = Promise.resolve();
    this.handed = false;
    this.mustReach = false;
    for (const event of ["input", "change", "tray:changed"]) form.addEventListener(event, () => this.changed());
    for (const event of ["online", "focus"]) addEventListener(event, () => this.state === "failing" && this.now());
    document.addEventListener("visibilitychange", () => this.leaving());
    // Only what would really be lost is worth a question.
    addEventListener("beforeunload", (event) => {
      const isUnsaved = this.isDirty && this.state !== "idle";
      if (!this.handed && (isUnsaved || !this.canLeave())) event.preventDefault();
    });
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => !PASSING.has(name) && typeof value === "string");
  }

  signature() {
    return JSON.stringify(this.fields());
  }

  get isDirty() {
    return this.signature() !== this.saved;
  }

  get isEmpty() {
    const fields = this.fields();
    return !fields.some(([name, value]) => value.trim() && (SIMPLE.includes(name) || ["picture", "video", "product", "place"].includes(name)));
  }

  changed() {
    if (this.handed || this.state === "stopped" || !this.isDirty) return;
    if (this.isNew && this.version.value === "0" && this.isEmpty) return;
    this.keepHere();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), QUIET_MS);
  }

  keepHere({ wants = "save" } = {}) {
    const entry = { key: this.key, version: Number(this.version.value), fields: this.fields(), wants };
    // Where it goes, for the page that sends it in place of this one.
    Object.assign(entry, { address: location.pathname, save: this.form.dataset.save });
    const editing = this.form.elements.namedItem("editing")?.value ?? "";
    if (!this.store.put({ ...entry, editing })) this.kept.textContent = this.words.full;
  }

  // Saves what is there now, after what is on its way. Gives "saved", "offline", "stopped" or "refused".
  now() {
    clearTimeout(this.timer);
    this.turn = this.turn.then(() => this.save(), () => this.save());
    return this.turn;
  }

  // The same, and there is an answer even when there is nothing new to save: so the server can be reached.
  reach() {
    this.mustReach = true;
    return this.now();
  }

  async save() {
    if (this.state === "stopped") return "stopped";
    if (this.handed || (!this.isDirty && !this.mustReach)) return "saved";
    if (!navigator.onLine) return this.failed();
    if (this.version.value === "0" && this.isEmpty) return "saved";
    const sent = this.signature();
    this.kept.textContent = this.words.preparingSave;
    let answer;
    try {
      answer = await send(this.form, this.body(), this.form.dataset.save);
    } catch {
      return this.failed();
    }
    return this.answered(answer, sent);
  }

  body() {
    const body = new FormData(this.form);
    for (const name of ["files", "video_file", "captions_file"]) body.delete(name);
    return body;
  }

  answered({ status, facts }, sent) {
    if (status === 200) return this.done(facts, sent);
    if (status === 409 || status === 410) return this.stop(status, facts);
    if (status === 401) {
      this.kept.textContent = "";
      this.trouble.tell(this.words.out, { url: facts.login, text: this.words.outLink });
      return this.again("offline");
    }
    if (status === 422) {
      this.kept.textContent = facts.reason ?? "";
      this.state = "failing";
      return "refused";
    }
    return this.failed();
  }

  done(facts, sent) {
    this.version.value = facts.version;
    this.saved = sent;
    this.failures = 0;
    this.mustReach = false;
    this.state = "idle";
    this.kept.textContent = facts.saved;
    this.trouble.clear();
    if (this.isNew && location.pathname !== facts.url) history.replaceState(history.state, "", facts.url);
    if (this.isDirty) this.changed();
    else if (this.store.get(this.key)?.wants !== "publish") this.store.drop(this.key);
    this.form.dispatchEvent(new CustomEvent("draft:saved"));
    return "saved";
  }

  stop(status, facts) {
    this.state = "stopped";
    this.kept.textContent = "";
    if (status === 409) this.trouble.tell(`${this.words.conflict} ${facts.saved}.`, { compare: true });
    else this.trouble.tell(this.words.gone, facts.url ? { url: facts.url, text: this.words.goneLink } : {});
    if (status === 410) this.store.drop(this.key);
    return "stopped";
  }

  failed() {
    this.kept.textContent = this.words.offline;
    return this.again("offline");
  }

  again(outcome) {
    this.state = "failing";
    const wait = RETRIES_MS[Math.min(this.failures, RETRIES_MS.length - 1)];
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
    return outcome;
  }

  // The tab is put away, perhaps for good: what was typed in the last second goes out with it.
  leaving() {
    if (document.visibilityState !== "hidden" || this.handed || this.state !== "idle" || !this.isDirty) return;
    if (this.isNew && this.version.value === "0" && this.isEmpty) return;
    this.now();
  }

  // Handed in: nothing more is saved, and nothing of it stays here.
  handedIn() {
    this.handed = true;
    clearTimeout(this.timer);
    this.store.drop(this.key);
  }

  comeBack() {
    this.handed = false;
  }

  // Brings to the server what an earlier visit could not, and shows the page made of it. True when it goes elsewhere.
  async bringBack() {
    const isPlain = this.isNew && this.version.value === "0" && !location.search;
    const entry = this.store.get(this.key) ?? (isPlain ? this.store.all().find((one) => !one.editing) : null);
    if (!entry || this.form.querySelector("[data-summary]")) return false;
    if (entry.key === this.key && JSON.stringify(entry.fields) === this.saved) return this.goOn(entry);
    let answer;
    try {
      answer = await send(this.form, bodyOf(entry), this.form.dataset.save);
    } catch {
      this.layBack(entry);
      return false;
    }
    if (answer.status === 200) {
      if (entry.wants !== "publish") this.store.drop(entry.key);
      location.replace(entry.editing ? location.pathname : `${answer.facts.url}?back`);
      return true;
    }
    if (answer.status === 409) return this.compare(entry);
    if (answer.status === 410) this.store.drop(entry.key);
    return false;
  }

  goOn(entry) {
    if (entry.wants !== "publish") this.store.drop(entry.key);
    return false;
  }

  // Other pages of the past that did not get through: they go to the list of drafts.
  async bringOthers() {
    for (const entry of this.store.all().filter((one) => one.key !== this.key)) {
      try {
        const { status } = await send(this.form, bodyOf(entry), this.form.dataset.save);
        if (status === 200 ? entry.wants !== "publish" : status === 410) this.store.drop(entry.key);
      } catch {
        return;
      }
    }
  }

  get wantsPublishing() {
    return this.store.get(this.key)?.wants === "publish";
  }

  compare(entry) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = this.form.dataset.compare;
    const body = bodyOf(entry);
    body.set("csrfmiddlewaretoken", freshToken(this.form));
    for (const [name, value] of body) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    this.handed = true;
    this.store.drop(entry.key);
    form.submit();
    return true;
  }

  // Without a connection: the words at least are laid back, the rest follows when there is one.
  layBack(entry) {
    for (const name of SIMPLE) {
      const field = this.form.elements.namedItem(name);
      const kept = entry.fields.find(([one]) => one === name);
      if (kept && !field.value) field.value = kept[1];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.kept.textContent = this.words.offline;
    addEventListener("online", () => this.bringBack(), { once: true });
  }
}

class Trouble {
  constructor(form) {
    this.box = form.querySelector("[data-trouble]");
    this.words = this.box.querySelector("[data-trouble-words]");
    this.link = this.box.querySelector("[data-trouble-link]");
    this.compare = this.box.querySelector("[data-trouble-compare]");
  }

  tell(sentence, { url = "", text = "", compare = false } = {}) {
    this.box.hidden = false;
    this.words.textContent = sentence;
    this.link.hidden = !url;
    this.link.href = url;
    this.link.target = "_blank";
    this.link.textContent = text;
    this.compare.hidden = !compare;
  }

  clear() {
    this.box.hidden = true;
  }
}

async function send(form, body, address) {
  const answer = await post(body, address, form);
  const facts = await answer.json().catch(() => ({}));
  return { status: answer.status, facts };
}
