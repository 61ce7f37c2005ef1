// Fills the page without a connection from what this browser kept: words not sent yet, and the notes read last.
// It imports nothing, so that nothing else has to be kept for it.
const OWNER = "meadow.owner";
const READ = "meadow.read";
const PICTURES = "meadow-pictures";

function kept(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  made.dir = "auto";
  return made;
}

async function picture(address) {
  const answer = await (await caches.open(PICTURES)).match(address);
  if (!answer) return null;
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(await answer.blob());
  return image;
}

async function note(entry) {
  const made = element("details", "offline__note");
  const summary = element("summary");
  summary.append(element("strong", "", entry.title), element("span", "small soft", entry.author));
  if (entry.label) summary.append(element("span", "offline__label", entry.label));
  const strip = element("div", "offline__pictures");
  strip.append(...(await Promise.all(entry.pictures.map(picture))).filter(Boolean));
  made.append(summary, ...(strip.children.length ? [strip] : []), element("p", "offline__words", entry.words));
  return made;
}

function unsent() {
  const prefix = `meadow.draft.${localStorage.getItem(OWNER) ?? ""}.`;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  return names.map((name) => kept(name, null)).filter(Boolean);
}

// A draft holds its fields as pairs or as an object, as the composer wrote them.
function titleOf(draft, untitled) {
  const fields = draft.fields ?? draft.values ?? draft;
  const title = Array.isArray(fields) ? fields.find(([name]) => name === "title")?.[1] : fields.title;
  return (typeof title === "string" && title.trim()) || untitled;
}

const untitled = document.querySelector("[data-words]").dataset.untitled;
const drafts = localStorage.getItem(OWNER) ? unsent() : [];
const read = kept(READ, []);

const unsentPart = document.querySelector("[data-unsent]");
unsentPart.hidden = !drafts.length;
unsentPart.querySelector("[data-list]").append(...drafts.map((draft) => element("li", "", titleOf(draft, untitled))));

const readPart = document.querySelector("[data-read]");
readPart.hidden = !read.length;
readPart.querySelector("[data-list]").append(...await Promise.all(read.map(note)));

document.querySelector("[data-nothing]").hidden = Boolean(drafts.length || read.length);
document.querySelector("[data-again]").addEventListener("click", () => location.reload());
addEventListener("online", () => location.reload());
