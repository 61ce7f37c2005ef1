// The composer: counts while somebody types, sends pictures as they are chosen, and publishes once.
import { startCounters } from "./counters.js";
import { startKeeping } from "./keeping.js";
import { startPreview } from "./preview.js";
import { startProducts } from "./products.js";
import { startTopics } from "./topics.js";
import { Tray } from "./tray.js";
import { startIntake } from "./intake.js";

const form = document.querySelector("[data-compose]");
const words = form.querySelector("[data-messages]").dataset;

// Fields that a browser filled in before this script ran count too.
const tray = new Tray(form, words);
startCounters(form);
startIntake(form, tray, words);
startProducts(form, words);
startTopics(form);
const keep = startKeeping(form);
startPreview(form, words);

let sent = false;

// One publish: a second press does nothing; what the server decides, it decides by the page's key.
async function publish(event) {
  if (event.submitter?.name === "step") return;
  if (sent) {
    event.preventDefault();
    return;
  }
  const status = form.querySelector("[data-sending]");
  if (tray.isSending()) {
    event.preventDefault();
    status.textContent = words.wait;
    await tray.settled();
    if (!sent) form.requestSubmit(form.querySelector("[data-publish]"));
    return;
  }
  sent = true;
  keep.handedIn();
  // The files travelled one by one; sending them again would make twins.
  form.querySelector("[name=files]").disabled = true;
  form.querySelector("[data-publish]").setAttribute("aria-disabled", "true");
  status.textContent = words.sending;
}

form.addEventListener("submit", publish);
// Back from the note to this page: it may be sent again, under the same key.
addEventListener("pageshow", () => {
  sent = false;
  form.querySelector("[name=files]").disabled = false;
  form.querySelector("[data-publish]").removeAttribute("aria-disabled");
  form.querySelector("[data-sending]").textContent = "";
});
form.querySelector("[data-summary]")?.focus();
