import { startPoints } from "./points.js";

// Arrows, dots, counter and arrow keys for a strip that also works by scrolling alone.
function follow(carousel) {
  const strip = carousel.querySelector(".carousel__strip");
  const count = strip.children.length;
  if (count < 2 || carousel.dataset.ready) return;
  carousel.dataset.ready = "1";
  const figure = carousel.querySelector("[data-carousel-count]");
  const dots = [...carousel.querySelectorAll("[data-carousel-dot]")];
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let now = 1;

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
  strip.addEventListener("scroll", mark, { passive: true });
  go(Number(carousel.dataset.start), "auto");
  mark();
}

export function startCarousels(root) {
  root.querySelectorAll("[data-carousel]").forEach((carousel) => {
    follow(carousel);
    startPoints(carousel);
  });
}
