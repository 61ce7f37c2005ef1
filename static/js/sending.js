// A form sent without leaving the page.

/** The server's answer as an object; null where it asks for a log-in first. Throws when the server says no. */
export async function send(form, address) {
  const answer = await fetch(address, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (answer.status === 401) {
    const { login } = await answer.json();
    location.assign(login);
    return null;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
