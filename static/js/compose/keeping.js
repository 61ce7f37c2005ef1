// Words survive a closed tab: they lie in this browser until they are handed in, for a week at most.
const KEY = "meadow.compose";
const WEEK_MS = 7 * 24 * 3600 * 1000;
const NAMES = ["title", "body", "topics"];

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return kept && Date.now() - kept.at < WEEK_MS ? kept : null;
  } catch {
    return null;
  }
}

export function startKeeping(form) {
  const isNew = form.dataset.new === "true";
  const fields = NAMES.map((name) => form.elements.namedItem(name));
  const notice = form.querySelector("[data-restored]");
  const key = form.elements.namedItem("submission_key").value;

  function write({ sent = false } = {}) {
    if (!isNew) return;
    const words = sent ? {} : Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try {
      localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), key, words, sent }));
    } catch {
      // A full or closed storage costs only this convenience.
    }
  }

  function forget() {
    localStorage.removeItem(KEY);
  }

  const kept = read();
  // Back from the note: browsers bring this page back empty, or anew with another key. Go on with the note itself.
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isNew && kept?.sent && (kept.key === key || isBack) && !form.querySelector("[data-summary]")) {
    location.replace(form.dataset.again.replace(key, kept.key));
  }
  const isEmpty = fields.every((field) => !field.value);
  if (isNew && kept && isEmpty && NAMES.some((name) => kept.words[name])) {
    for (const field of fields) {
      field.value = kept.words[field.name] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    notice.hidden = false;
  }
  form.querySelector("[data-forget]").addEventListener("click", () => {
    for (const field of fields) {
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    forget();
    notice.hidden = true;
    fields[0].focus();
  });
  form.addEventListener("input", () => write());
  // Handed in: when the words come back refused, the page carries them itself.
  return { handedIn: () => write({ sent: true }) };
}
