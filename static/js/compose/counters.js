// "12 / 60" beside each measured field. Nothing is cut off: the words stay, the count says what is too much.
import { units } from "../measure.js";

export function startCounters(form) {
  for (const field of form.querySelectorAll("[data-measure]")) {
    const most = Number(field.dataset.measure);
    const output = form.querySelector(`[data-count-for="${field.id}"]`);
    const show = () => {
      const used = units(field.value);
      output.textContent = `${used} / ${most}`;
      output.classList.toggle("counter--over", used > most);
      field.toggleAttribute("aria-invalid", used > most);
    };
    field.addEventListener("input", show);
    show();
  }
}
