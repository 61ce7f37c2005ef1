// Rows change places at once; the server is told, and the row goes back when it says no.
import { toast } from "../toast.js";

const list = document.querySelector("[data-arrange]");
const said = document.querySelector("[data-arrange-said]");

// A page has neighbours the list does not show: moves over its edge reload it.
function neighbour(row, way) {
  return way === "up" ? row.previousElementSibling : row.nextElementSibling;
}

function swap(row, other, way) {
  if (way === "up") other.before(row);
  else other.after(row);
}

async function tell(form) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
}

list?.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-move]");
  const row = form?.closest("[data-row]");
  const way = form?.dataset.move;
  const other = row && neighbour(row, way);
  if (!other) return;
  event.preventDefault();
  swap(row, other, way);
  form.querySelector("button").focus();
  try {
    await tell(form);
    said.textContent = "";
    said.textContent = said.dataset.moved;
  } catch {
    swap(other, row, way);
    toast(said.dataset.failed);
  }
});
