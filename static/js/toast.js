// One short sentence at the foot of the screen, read aloud politely, gone after five seconds.
export function toast(sentence) {
  const place = document.getElementById("toasts");
  if (!place || !sentence) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = sentence;
  place.append(note);
  setTimeout(() => note.remove(), 5000);
}
