// Keeps the public notes read last for the time without a connection: their words and a few small pictures. What was
// kept for one account is thrown away as soon as the browser shows another.
const OWNER = "meadow.owner";
const READ = "meadow.read";
const PICTURES = "meadow-pictures";
const MOST = 20;
const MOST_PICTURES = 3;

function list() {
  try {
    return JSON.parse(localStorage.getItem(READ) ?? "[]");
  } catch {
    return [];
  }
}

export function forgetOthers(person) {
  if ((localStorage.getItem(OWNER) ?? "") === person) return;
  localStorage.setItem(OWNER, person);
  localStorage.removeItem(READ);
  globalThis.caches?.delete(PICTURES);
}

function entryOf(article) {
  const pictures = [...article.querySelectorAll(".carousel__slide img")].slice(0, MOST_PICTURES);
  const small = pictures.map((image) => image.srcset.split(" ")[0] || image.getAttribute("src"));
  return {
    id: article.dataset.note,
    title: article.querySelector(".note__title").textContent.trim(),
    author: article.querySelector("[data-author-name]")?.textContent.trim() ?? "",
    label: article.querySelector(".disclosure")?.textContent.trim() ?? "",
    words: article.querySelector(".note__words > .prose").innerText.slice(0, 12000),
    pictures: small.map((address) => new URL(address, location.href).href),
  };
}

async function keepPictures(entries) {
  if (!globalThis.caches) return;
  const cache = await caches.open(PICTURES);
  const wanted = new Set(entries.flatMap((entry) => entry.pictures));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
    wanted.delete(request.url);
  }
  await Promise.allSettled([...wanted].map((address) => cache.add(address)));
}

export function keep(root) {
  const article = root.querySelector("[data-note][data-keep]");
  if (!article) return;
  const entry = entryOf(article);
  const entries = [entry, ...list().filter((one) => one.id !== entry.id)].slice(0, MOST);
  try {
    localStorage.setItem(READ, JSON.stringify(entries));
  } catch {
    // A full or closed store keeps nothing; reading goes on.
    return;
  }
  keepPictures(entries).catch(() => {});
}
