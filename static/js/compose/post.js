// What the composer and the outbox send: the page's fields under a token that is still good.

// Logging in again in another tab makes the token of this page void; the cookie has the new one.
export function freshToken(root) {
  const field = root.querySelector("[name=csrfmiddlewaretoken]");
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-csrf|meadow_csrf)=([^;]+)/);
  if (cookie && field) field.value = cookie[1];
  return cookie?.[1] ?? field?.value ?? "";
}

export function post(body, address, root) {
  body.set("csrfmiddlewaretoken", freshToken(root));
  return fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    // A tab that closes meanwhile still hands its last words over; browsers bound those to 64 kB.
    keepalive: document.visibilityState === "hidden",
  });
}

// The fields of an entry of the store, as its page would have sent them.
export function bodyOf(entry) {
  const body = new FormData();
  body.set("submission_key", entry.key);
  body.set("draft_version", entry.version);
  if (entry.editing) body.set("editing", entry.editing);
  for (const [name, value] of entry.fields) body.append(name, value);
  return body;
}
