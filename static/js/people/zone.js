// The zone of this browser: handed over at sign-up, offered in the settings when the account has another one.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";

for (const field of document.querySelectorAll("[data-zone-guess]")) {
  if (!field.value) field.value = zone;
}

const offer = document.querySelector("[data-zone-offer]");
const select = document.querySelector("select[name=time_zone]");
const choice = select && [...select.options].find((option) => option.value === zone);
if (offer && choice && select.value !== zone) {
  offer.querySelector("[data-zone-name]").textContent = choice.textContent;
  offer.hidden = false;
  offer.querySelector("[data-zone-take]").addEventListener("click", () => {
    select.value = zone;
    offer.hidden = true;
    select.focus();
  });
}
