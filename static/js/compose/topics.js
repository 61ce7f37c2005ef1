// Offers existing topics for the last word of the field, so that one subject does not get five names.
const WAIT_MS = 200;
const LAST = /[#＃]?([^#＃\s,，、]+)$/u;

export function startTopics(form) {
  const field = form.querySelector("[data-topics]");
  const offers = form.querySelector("[data-topic-offers]");
  let timer = 0;
  let asked = 0;

  function put(name) {
    const marked = name.includes(" ") ? `#${name}# ` : `#${name} `;
    field.value = field.value.replace(LAST, "") + marked;
    offers.replaceChildren();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer({ name, notes }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = `#${name} · ${notes}`;
    button.addEventListener("click", () => put(name));
    return button;
  }

  async function look() {
    const turn = ++asked;
    const last = field.value.match(LAST)?.[1];
    if (!last) {
      offers.replaceChildren();
      return;
    }
    const address = new URL(form.dataset.topicChoices, location.href);
    address.searchParams.set("q", last);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const { topics } = await answer.json();
      if (turn === asked) offers.replaceChildren(...topics.map(offer));
    } catch {
      offers.replaceChildren();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
}
