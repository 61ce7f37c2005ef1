// The player: our controls over the browser's video element, so that full screen keeps the label and every key works.
const SKIP = 5;
const LOUDER = 0.1;
const MUTED = "meadow.muted";
const CAPTIONED = "meadow.captions";

function kept(name) {
  try {
    return localStorage.getItem(name) === "1";
  } catch {
    return false;
  }
}

function keep(name, isOn) {
  try {
    localStorage.setItem(name, isOn ? "1" : "0");
  } catch {
    // A closed storage costs only the memory.
  }
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

class Player {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.film = this.part("film");
    this.film.controls = false;
    this.film.muted = kept(MUTED);
    this.film.setAttribute("aria-describedby", "player-keys");
    this.part("bar").hidden = false;
    this.part("start").hidden = false;
    this.listenToFilm();
    this.listenToButtons();
    this.startCaptions();
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.show();
  }

  part(name) {
    return this.root.querySelector(`[data-player-${name}]`);
  }

  listenToFilm() {
    for (const name of ["play", "pause", "ended", "volumechange", "timeupdate", "seeked", "loadedmetadata"]) {
      this.film.addEventListener(name, () => this.show());
    }
    this.film.addEventListener("volumechange", () => keep(MUTED, this.film.muted));
    this.film.addEventListener("click", () => this.toggle());
    // A source that fails says so itself; the element says so only when it has no other.
    for (const source of [this.film, this.film.querySelector("source:last-of-type")]) {
      source?.addEventListener("error", () => this.fail());
    }
  }

  listenToButtons() {
    const deeds = {
      start: () => this.toggle(),
      toggle: () => this.toggle(),
      mute: () => this.mute(),
      full: () => this.fill(),
      captions: () => this.caption(!this.isCaptioned),
    };
    for (const [name, deed] of Object.entries(deeds)) this.part(name)?.addEventListener("click", deed);
    const scrub = this.part("scrub");
    scrub.addEventListener("input", () => { this.film.currentTime = Number(scrub.value); });
    this.part("quality")?.addEventListener("change", (event) => this.change(event.target.value));
    if (this.frame.requestFullscreen) this.part("full").hidden = false;
  }

  get frame() {
    return this.root.querySelector(".player__frame");
  }

  get track() {
    return this.film.textTracks[0] ?? null;
  }

  get isCaptioned() {
    return this.track?.mode === "showing";
  }

  startCaptions() {
    if (this.track) this.caption(kept(CAPTIONED));
    const chosen = this.part("quality");
    // Which file the browser took: it reads the media conditions of the sources.
    this.film.addEventListener("loadedmetadata", () => {
      if (chosen) chosen.value = [...chosen.options].find((one) => this.film.currentSrc.endsWith(one.value))?.value ?? "";
    }, { once: true });
  }

  toggle() {
    if (this.film.paused) this.film.play().catch(() => this.show());
    else this.film.pause();
  }

  mute() {
    this.film.muted = !this.film.muted;
  }

  caption(isOn) {
    if (!this.track) return;
    this.track.mode = isOn ? "showing" : "hidden";
    keep(CAPTIONED, isOn);
    this.show();
  }

  // The frame, not the film alone: what must be told stays in sight.
  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.frame.requestFullscreen?.();
  }

  change(url) {
    const { currentTime, paused } = this.film;
    this.film.src = url;
    this.film.currentTime = currentTime;
    if (!paused) this.film.play().catch(() => this.show());
  }

  skip(seconds) {
    const end = Number.isFinite(this.film.duration) ? this.film.duration : 0;
    this.film.currentTime = Math.min(Math.max(this.film.currentTime + seconds, 0), end);
  }

  louder(by) {
    this.film.muted = false;
    this.film.volume = Math.min(Math.max(this.film.volume + by, 0), 1);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
    const isButton = Boolean(event.target.closest("button"));
    const isScrub = event.target === this.part("scrub");
    const deeds = {
      " ": isButton ? null : () => this.toggle(),
      ArrowLeft: () => this.skip(-SKIP),
      ArrowRight: () => this.skip(SKIP),
      ArrowUp: isScrub ? () => this.skip(SKIP) : () => this.louder(LOUDER),
      ArrowDown: isScrub ? () => this.skip(-SKIP) : () => this.louder(-LOUDER),
      m: () => this.mute(),
      f: () => this.fill(),
      c: () => this.caption(!this.isCaptioned),
    };
    const deed = deeds[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  fail() {
    const sentence = this.part("failure");
    sentence.textContent = this.words.failed;
    sentence.hidden = false;
  }

  swap(one, other, isOther) {
    const icon = (name) => this.root.querySelector(`[data-player-icon=${name}]`);
    if (!icon(one)) return;
    icon(one).hidden = isOther;
    icon(other).hidden = !isOther;
  }

  show() {
    const { paused, muted, currentTime, ended } = this.film;
    this.root.toggleAttribute("data-playing", !paused && !ended);
    this.part("start").hidden = !paused || (currentTime > 0 && !ended);
    this.swap("play", "pause", !paused);
    this.part("toggle").setAttribute("aria-label", paused ? this.words.play : this.words.pause);
    this.swap("sound", "silent", muted);
    this.part("mute")?.setAttribute("aria-label", muted ? this.words.unmute : this.words.mute);
    this.part("captions")?.setAttribute("aria-pressed", String(this.isCaptioned));
    const scrub = this.part("scrub");
    if (Number.isFinite(this.film.duration)) scrub.max = this.film.duration;
    scrub.value = currentTime;
    scrub.setAttribute("aria-valuetext", clock(currentTime));
    this.part("now").textContent = clock(currentTime);
  }
}

export function startPlayers(root) {
  for (const player of root.querySelectorAll("[data-player]:not([data-ready])")) {
    player.dataset.ready = "1";
    new Player(player);
  }
}

/** Before a sheet goes: what sounds stops. */
export function pauseAll(root) {
  for (const film of root.querySelectorAll("video")) film.pause();
}
