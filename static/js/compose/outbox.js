// Notes that were sent off without a connection, sent from whatever page is open once there is one. The composer that
// is open over a note sends it itself; what two pages send after all is one note, by its key.
import { toast } from "../toast.js";
import { bodyOf, post } from "./post.js";
import { hasFiles, Store } from "./store.js";

const words = document.querySelector("[data-home-words]").dataset;
const store = new Store(document.body.dataset.person);

// Held by the composer while its note waits, and by the page that sends one. Whoever waited for it looks anew.
function alone(key, deed) {
  return navigator.locks ? navigator.locks.request(`meadow-note-${key}`, deed) : deed();
}

function tell(sentence, address) {
  toast(sentence, address && { address, text: words.noteOpen });
}

// The draft first: its answer says whether the note was changed, handed in or deleted in another place meanwhile.
async function send(key) {
  const entry = store.get(key);
  if (!entry || entry.wants !== "publish" || !entry.address) return;
  if (await hasFiles(key)) return tell(words.noteWaits, entry.address);
  const saved = await post(bodyOf(entry), entry.save, document);
  if (saved.status === 410) return store.drop(key);
  if (!saved.ok) return saved.status === 409 && tell(words.noteWaits, entry.address);
  const { version, url } = await saved.json();
  const sent = await post(bodyOf({ ...entry, version }), entry.address, document);
  if (sent.ok && sent.redirected) {
    store.drop(key);
    tell(words.noteSent, sent.url);
  } else if ([422, 429].includes(sent.status)) {
    // The server has it as a draft now, and its page says what is missing.
    store.drop(key);
    tell(words.noteWaits, entry.editing ? entry.address : url);
  }
}

export async function sendWaiting() {
  for (const { key, wants } of store.all()) {
    if (wants !== "publish") continue;
    try {
      await alone(key, () => send(key));
    } catch {
      // No connection after all: the next page, or the next time there is one.
      return;
    }
  }
}
