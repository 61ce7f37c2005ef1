// The composer's video: sent as soon as it is chosen, watched while it is prepared; its still, its captions.
import { sendFilm } from "./film_upload.js";

const POLL_MS = 1000;
const MB = 1024 * 1024;
const UNSETTLED = ["receiving", "waiting", "working"];

export class Film {
  constructor(form) {
    this.form = form;
    this.desk = form.querySelector("[data-film]");
    this.words = this.desk.dataset;
    this.item = this.part("item");
    this.input = form.querySelector("[name=video_file]");
    this.sending = null;
    this.timer = 0;
    this.listen();
    if (!this.item.hidden) this.look();
  }

  part(name) {
    return this.desk.querySelector(`[data-film-${name}]`);
  }

  get state() {
    return this.item.hidden ? "none" : this.item.dataset.state;
  }

  get id() {
    const field = this.part("id");
    return field.disabled ? "" : field.value;
  }

  isSending() {
    return this.state === "sending";
  }

  settled() {
    return new Promise((done) => {
      const look = () => (this.isSending() ? setTimeout(look, 200) : done());
      look();
    });
  }

  listen() {
    this.part("hint").hidden = false;
    this.input.addEventListener("change", () => this.take(this.input.files[0]));
    if (this.input.files.length) this.take(this.input.files[0]);
    this.part("drop").addEventListener("click", (event) => {
      event.preventDefault();
      this.remove();
    });
    this.part("again").addEventListener("click", () => this.again());
    this.part("take").addEventListener("click", () => this.takeMoment());
    this.part("stills").addEventListener("change", () => this.changed());
    this.listenToCaptions();
    for (const line of this.desk.querySelectorAll("[data-film-unfinished]")) this.offerForgetting(line);
    addEventListener("online", () => {
      if (this.state === "failed") this.again();
    });
    this.form.addEventListener("drop", (event) => this.dropped(event), { capture: true });
  }

  // A film dropped anywhere on the page is the note's video; pictures go on to their own tray.
  dropped(event) {
    const films = [...event.dataTransfer.files].filter((file) => file.type.startsWith("video/"));
    if (!films.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.form.querySelector("#kind-video").checked = true;
    this.take(films[0]);
  }

  complain(sentence) {
    const line = document.createElement("li");
    line.textContent = sentence;
    this.part("problems").replaceChildren(...(sentence ? [line] : []));
  }

  take(file) {
    // Sending it with the form again would make a twin.
    this.input.value = "";
    if (!file) return;
    this.complain("");
    const megabytes = Number(this.words.megabytes);
    if (file.size > megabytes * MB) {
      this.complain(`${this.words.tooLarge} ${(Math.ceil((file.size * 10) / MB) / 10).toFixed(1)} MB`);
      return;
    }
    this.begin(file);
  }

  async begin(file) {
    this.file = file;
    this.show({ state: "sending", name: file.name, percent: 0 });
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const hear = {
      progress: (done, whole) => this.progressed(done, whole),
      arrived: (id) => this.arrived(id),
      refused: (reason) => this.fail("refused", reason),
      failed: ({ isOffline, status }) => this.fail("failed", this.sentenceFor(isOffline, status)),
    };
    try {
      this.sending = await sendFilm(file, { address: this.words.uploads, token, hear });
    } catch {
      this.fail("failed", this.words.failed);
    }
  }

  sentenceFor(isOffline, status) {
    if (isOffline) return this.words.offline;
    return status === 429 ? this.words.slowDown : this.words.failed;
  }

  progressed(done, whole) {
    if (this.state !== "sending") return;
    const figure = (bytes) => (bytes / MB).toFixed(1);
    this.part("progress").value = Math.round((done / whole) * 100);
    this.say(this.words.arriving.replace("[done]", figure(done)).replace("[whole]", figure(whole)));
  }

  arrived(id) {
    this.sending = null;
    for (const line of this.desk.querySelectorAll("[data-film-unfinished]")) {
      if (line.dataset.filmUnfinished.includes(id)) line.remove();
    }
    const field = this.part("id");
    field.value = id;
    field.disabled = false;
    this.show({ state: "waiting", percent: 0 });
    this.look();
  }

  again() {
    if (this.state === "stuck") {
      this.post("retry").then((answer) => answer && this.became(answer));
      return;
    }
    this.show({ state: "sending" });
    if (this.sending) this.sending.again();
    else if (this.file) this.begin(this.file);
  }

  fail(state, reason) {
    this.show({ state });
    const line = document.createElement("li");
    line.textContent = reason;
    this.part("reason").replaceChildren(line);
  }

  remove() {
    clearTimeout(this.timer);
    const { id } = this;
    if (this.sending) this.sending.cancel();
    else if (id) this.post("", { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
    this.sending = this.file = null;
    this.part("id").disabled = true;
    this.item.hidden = true;
    this.part("stills").replaceChildren();
    this.part("drop-zone").removeAttribute("data-is-filled");
    this.changed();
    this.input.focus();
  }

  offerForgetting(line) {
    const button = line.querySelector("[data-film-forget]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await this.send(line.dataset.filmUnfinished, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
      line.remove();
    });
  }

  post(step, options = {}) {
    return this.send(`${this.words.uploads}${this.id}/${step ? `${step}/` : ""}`, options);
  }

  // The answer as an object; null when there is none or the connection is gone.
  async send(address, { method = "POST", headers = {}, body = null } = {}) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(address, {
        method, body, headers: { Accept: "application/json", "X-CSRFToken": token, ...headers },
      });
      return answer.status === 204 ? null : { isRefused: !answer.ok, ...(await answer.json()) };
    } catch {
      return null;
    }
  }

  // Asks how far the preparation is until there is nothing more to wait for.
  async look() {
    clearTimeout(this.timer);
    const { id } = this;
    if (!id) return;
    const answer = await this.send(`${this.words.uploads}${id}/state/`, { method: "GET" });
    if (this.id !== id) return;
    if (answer && !answer.isRefused) this.became(answer);
    if (!answer || UNSETTLED.includes(answer.state) || answer.is_wanted) {
      this.timer = setTimeout(() => this.look(), POLL_MS);
    }
  }

  became(video) {
    this.show({ state: video.state, name: video.name, percent: video.percent });
    if (video.state === "refused") this.fail("refused", video.reason);
    if (video.state === "stuck") this.fail("stuck", this.words.stuck);
    if (video.state === "ready") this.offerStills(video);
    this.part("captions").hidden = !video.captions;
  }

  show({ state, name, percent }) {
    this.item.hidden = false;
    this.item.dataset.state = state;
    this.part("drop-zone").setAttribute("data-is-filled", "");
    if (name !== undefined) this.part("name").textContent = name;
    const bar = this.part("progress");
    bar.hidden = !["sending", ...UNSETTLED].includes(state);
    if (percent !== undefined) bar.value = percent;
    this.part("reason").replaceChildren();
    this.part("again").hidden = !["failed", "stuck"].includes(state);
    if (["waiting", "working", "ready"].includes(state)) {
      this.say(this.words[state].replace("[percent]", `${percent} %`));
    } else if (state !== "sending") this.say("");
    this.changed();
  }

  say(sentence) {
    this.part("status").textContent = sentence;
  }

  offerStills(video) {
    this.part("facts").hidden = false;
    const list = this.part("stills");
    const before = list.querySelector(":checked")?.value;
    const isNew = list.children.length !== video.posters.length;
    if (isNew) {
      const chosen = list.children.length && video.poster !== video.posters.length - 1 ? before : video.poster;
      list.replaceChildren(...video.posters.map((still) => this.still(still, String(still.number) === String(chosen))));
      list.querySelector(":checked")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    const viewer = this.part("viewer");
    this.part("moment").hidden = !video.film;
    if (video.film && !viewer.src.endsWith(video.film)) viewer.src = video.film;
    this.changed();
  }

  still({ number, src, at_ms: at }, isChosen) {
    const label = this.part("still").content.firstElementChild.cloneNode(true);
    const radio = label.querySelector("input");
    radio.value = number;
    radio.checked = isChosen;
    label.querySelector("img").src = src;
    const seconds = Math.floor(at / 1000);
    label.querySelector("span").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    return label;
  }

  async takeMoment() {
    const body = new FormData();
    body.append("at_ms", String(Math.round(this.part("viewer").currentTime * 1000)));
    const answer = await this.post("moment", { body });
    this.say(answer && !answer.isRefused ? this.words.stillMade : answer?.reason ?? this.words.failed);
    if (answer && !answer.isRefused) this.timer = setTimeout(() => this.look(), POLL_MS / 2);
  }

  listenToCaptions() {
    const input = this.form.querySelector("[name=captions_file]");
    const drop = this.part("uncaption");
    drop.hidden = false;
    input.addEventListener("change", async () => {
      if (!input.files.length || !this.id) return;
      const body = new FormData();
      body.append("file", input.files[0]);
      await this.captioned(body, input);
    });
    drop.addEventListener("click", () => this.captioned(new FormData(), input));
  }

  async captioned(body, input) {
    const answer = await this.post("captions", { body });
    const line = document.createElement("li");
    line.textContent = answer?.reason || this.words.failed;
    const isDone = Boolean(answer && !answer.isRefused);
    this.part("captions-reason").replaceChildren(...(isDone ? [] : [line]));
    if (isDone) this.part("captions").hidden = !answer.captions;
    // Taken or refused, the form need not carry it again.
    input.value = "";
  }

  // The address of the still that stands for the note; empty while there is none.
  get cover() {
    return this.item.hidden ? "" : this.part("stills").querySelector(":checked ~ img")?.src ?? "";
  }

  changed() {
    this.form.dispatchEvent(new CustomEvent("tray:changed"));
  }
}
