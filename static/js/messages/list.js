// The list of conversations, kept right while the page is open.
const list = document.querySelector("[data-talks]");

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(list.dataset.talks, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok || list.contains(document.activeElement)) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...fresh.body.children);
  globalThis.htmx?.process(list);
}

if (list) document.addEventListener("meadow:messages", () => refresh().catch(() => undefined));
