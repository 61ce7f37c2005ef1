// Asks the browser where it is, only after a press of the button, and sends the number of the square and nothing else.
import { cellOf } from "./cell.js";

const form = document.querySelector("[data-cell]");
const state = document.querySelector("[data-cell-state]");

function ask() {
  state.textContent = form.dataset.asking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.cell.value = String(cellOf(coords.latitude, coords.longitude));
      form.submit();
    },
    (error) => {
      state.textContent = error.code === error.PERMISSION_DENIED ? form.dataset.denied : form.dataset.failed;
    },
    { enableHighAccuracy: false, maximumAge: 600_000, timeout: 20_000 },
  );
}

if (form && "geolocation" in navigator) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
}
