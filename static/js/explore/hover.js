// A pointer that rests on the card of a video shows the film for a moment: silent, and not for those who asked for calm.
const RESTS_MS = 300;
let playing = null;

function isUnwanted() {
  const calm = ["(prefers-reduced-motion: reduce)", "(prefers-reduced-data: reduce)"];
  return calm.some((query) => matchMedia(query).matches) || navigator.connection?.saveData === true;
}

function stop() {
  clearTimeout(playing?.timer);
  playing?.film?.remove();
  playing = null;
}

function show(cover) {
  const film = document.createElement("video");
  Object.assign(film, { src: cover.dataset.preview, muted: true, loop: true, playsInline: true, disableRemotePlayback: true });
  film.className = "cover__film";
  film.setAttribute("aria-hidden", "true");
  film.tabIndex = -1;
  film.addEventListener("error", stop);
  cover.append(film);
  playing.film = film;
  film.play().catch(stop);
}

document.addEventListener("pointerover", (event) => {
  const card = event.pointerType === "mouse" && event.target.closest?.("[data-card]");
  const cover = card && card.querySelector("[data-preview]");
  if (cover && cover === playing?.cover) return;
  stop();
  if (!cover || isUnwanted()) return;
  playing = { cover, timer: setTimeout(() => show(cover), RESTS_MS) };
  card.addEventListener("pointerleave", stop, { once: true });
});
