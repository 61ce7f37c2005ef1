import { startPoints } from "./points.js";

const movers = new WeakMap();

// The picture in sight has an address of its own, which can be shared; the way back is not longer for it.
function remember(number) {
  const url = new URL(location.href);
  if (!/\/n\/\w+\/$/.test(url.pathname) || Number(url.searchParams.get("p") || 1) === number) return;
  if (number === 1) url.searchParams.delete("p");
  else url.searchParams.set("p", String(number));
  history.replaceState(history.state, "", url);
}

function zoomable(carousel) {
  if (carousel.dataset.zoomable) return;
  carousel.dataset.zoomable = "1";
  const images = [...carousel.querySelectorAll(".carousel__slide > img")];
  const open = async (number, from) => {
    const { openZoom } = await import("./zoom.js");
    const pictures = images.map((one) => ({ src: one.dataset.large || one.currentSrc || one.src, alt: one.alt }));
    const goTo = (last) => strip.scrollTo({ left: last * strip.clientWidth, behavior: "auto" });
    openZoom(pictures, number, carousel.querySelector(".carousel__label"), from, goTo);
  };
  const strip = carousel.querySelector(".carousel__strip");
  const inSight = () => Math.round(strip.scrollLeft / strip.clientWidth) || 0;
  images.forEach((image, number) => image.addEventListener("dblclick", () => open(number, strip)));
  const button = carousel.querySelector("[data-carousel-zoom]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => open(inSight(), button));
}

// Arrow keys turn the pictures wherever the focus is, but for fields and whatever has arrows of its own.
function onKey(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const busy = "input, textarea, select, video, audio, [role=listbox], [role=tablist], [role=slider], .emoji, .zoom, .carousel__strip";
  if (!step || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.target.closest(busy)) return;
  const carousel = document.querySelector("dialog[open] [data-carousel]") || document.querySelector("main .note [data-carousel]");
  movers.get(carousel)?.(step);
}

document.addEventListener("keydown", onKey);

// Arrows, dots, counter and arrow keys for a strip that also works by scrolling alone.
function follow(carousel) {
  const strip = carousel.querySelector(".carousel__strip");
  const count = strip.children.length;
  if (count < 2 || carousel.dataset.ready) return;
  carousel.dataset.ready = "1";
  const figure = carousel.querySelector("[data-carousel-count]");
  const dots = [...carousel.querySelectorAll("[data-carousel-dot]")];
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let now = Number(carousel.dataset.start);

  const go = (number, behavior) => {
    const target = Math.min(Math.max(number, 1), count);
    strip.scrollTo({ left: (target - 1) * strip.clientWidth, behavior });
  };
  const mark = () => {
    now = Math.round(strip.scrollLeft / strip.clientWidth) + 1;
    figure.textContent = `${now}/${count}`;
    dots.forEach((dot) => dot.toggleAttribute("aria-current", Number(dot.dataset.carouselDot) === now));
    dots[now - 1]?.setAttribute("aria-current", "true");
    for (const arrow of carousel.querySelectorAll("[data-carousel-step]")) {
      const step = Number(arrow.dataset.carouselStep);
      arrow.hidden = now + step < 1 || now + step > count;
    }
  };
  carousel.addEventListener("click", (event) => {
    const arrow = event.target.closest("[data-carousel-step]");
    const dot = event.target.closest("[data-carousel-dot]");
    if (!arrow && !dot) return;
    event.preventDefault();
    go(arrow ? now + Number(arrow.dataset.carouselStep) : Number(dot.dataset.carouselDot), smooth);
  });
  strip.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(now + step, smooth);
  });
  movers.set(carousel, (step) => go(now + step, smooth));
  strip.addEventListener("scroll", () => {
    mark();
    remember(now);
  }, { passive: true });
  go(Number(carousel.dataset.start), "auto");
  mark();
}

export function startCarousels(root) {
  root.querySelectorAll("[data-carousel]").forEach((carousel) => {
    follow(carousel);
    zoomable(carousel);
    startPoints(carousel);
  });
}
