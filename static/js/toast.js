// One short sentence at the foot of the screen, read aloud politely, gone after five seconds.
// `link`, where the sentence speaks of a page: its address and words.
export function toast(sentence, link = null) {
  const place = document.getElementById("toasts");
  if (!place || !sentence) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = sentence;
  if (link) note.append(" ", Object.assign(document.createElement("a"), { href: link.address, textContent: link.text, className: "toast__link" }));
  place.append(note);
  setTimeout(() => note.remove(), 5000);
}
