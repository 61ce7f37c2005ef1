// Tells the server which cards were really seen: half of the card for a second. Sent in batches, lost without regret.
const waiting = [];
const timers = new Map();

function flush() {
  if (!waiting.length) return;
  navigator.sendBeacon("/seen/", JSON.stringify(waiting.splice(0, 60)));
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(timers.get(target));
    if (!isIntersecting) continue;
    timers.set(target, setTimeout(() => {
      observer.unobserve(target);
      waiting.push({ event: crypto.randomUUID(), note: target.dataset.card, source: target.dataset.source });
      if (waiting.length >= 30) flush();
    }, 1000));
  }
}, { threshold: 0.5 });

function watch(root) {
  root.querySelectorAll("[data-card]").forEach((card) => observer.observe(card));
}

// randomUUID exists in secure contexts only; a plain-http test address goes without impressions.
if (globalThis.crypto?.randomUUID) {
  watch(document);
  document.addEventListener("cards", (event) => event.detail.forEach((item) => watch(item)));
  setInterval(flush, 10000);
  addEventListener("pagehide", flush);
}
