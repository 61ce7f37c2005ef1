// What the server does not have yet, kept in this browser: words in localStorage, which is written before a closed tab
// is gone; files in IndexedDB, which takes them whole. Whatever the server has is forgotten here.
const PREFIX = "meadow.draft.";
const WEEK_MS = 7 * 24 * 3600 * 1000;
const FILES = "files";

export class Store {
  constructor(person) {
    this.prefix = `${PREFIX}${person}.`;
  }

  // False when this browser keeps nothing: the page then has to stay.
  put(entry) {
    try {
      localStorage.setItem(this.prefix + entry.key, JSON.stringify({ ...entry, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  get(key) {
    try {
      const entry = JSON.parse(localStorage.getItem(this.prefix + key) ?? "null");
      return entry && Date.now() - entry.at < WEEK_MS ? entry : null;
    } catch {
      return null;
    }
  }

  drop(key) {
    localStorage.removeItem(this.prefix + key);
  }

  // The newest first.
  all() {
    const keys = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
    const found = keys.map((name) => this.get(name.slice(this.prefix.length))).filter(Boolean);
    return found.sort((one, other) => other.at - one.at);
  }
}

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("meadow.composer", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(FILES, { autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function within(mode, deed) {
  const base = await open();
  try {
    return await new Promise((done, failed) => {
      const steps = base.transaction(FILES, mode);
      const asked = deed(steps.objectStore(FILES));
      steps.oncomplete = () => done(asked?.result);
      steps.onerror = steps.onabort = () => failed(steps.error);
    });
  } finally {
    base.close();
  }
}

// Whether files of this note wait here. A browser that keeps none has none.
export async function hasFiles(key) {
  try {
    const all = await within("readonly", (files) => files.getAll());
    return all.some((one) => one.key === key && Date.now() - one.at < WEEK_MS);
  } catch {
    return false;
  }
}

// Files that did not reach the server. A browser that keeps none (a private window) costs only this convenience.
export async function keepFile(key, file) {
  try {
    return await within("readwrite", (files) => files.add({ key, name: file.name, blob: file, at: Date.now() }));
  } catch {
    return null;
  }
}

export async function dropFile(id) {
  if (id === null) return;
  try {
    await within("readwrite", (files) => files.delete(id));
  } catch {
    // It is dropped when it is a week old.
  }
}

export async function filesOf(key) {
  const found = [];
  try {
    await within("readwrite", (files) => {
      files.openCursor().onsuccess = (event) => {
        const cursor = event.target.result;
        if (!cursor) return;
        const { value } = cursor;
        if (Date.now() - value.at > WEEK_MS) cursor.delete();
        else if (value.key === key) {
          found.push(new File([value.blob], value.name, { type: value.blob.type }));
          cursor.delete();
        }
        cursor.continue();
      };
    });
  } catch {
    return [];
  }
  return found;
}
