// Keeps one page for the time without a connection. No other page is kept: pages belong to whoever asked for them.
const NAME = "meadow-shell-{{ version }}";
const OFFLINE = "{{ offline }}";
const SHELL = [{% for address in shell %}"{{ address|escapejs }}", {% endfor %}];

async function fill() {
  const cache = await caches.open(NAME);
  await cache.addAll([...SHELL, new Request(OFFLINE, { cache: "reload", credentials: "same-origin" })]);
}

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("meadow-shell-") && name !== NAME).map((name) => caches.delete(name)));
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(clear()));

// The reader said yes to the new version; or changed the language, and the page is fetched anew.
addEventListener("message", (event) => {
  if (event.data === "now") skipWaiting();
  if (event.data === "refill") event.waitUntil(fill());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
  } else if (SHELL.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
