// Products are looked up while somebody types and laid into the tray; without this script the buttons do the same.
const WAIT_MS = 200;

export function startProducts(form, words) {
  const query = form.querySelector("[data-product-query]");
  const offers = form.querySelector("[data-product-offers]");
  const picks = form.querySelector("[data-picks]");
  const template = form.querySelector("[data-product-template]");
  let timer = 0;
  let asked = 0;

  function add(choice) {
    if (!picks.querySelector(`[data-product="${choice.id}"]`)) picks.append(row(choice));
    offers.replaceChildren();
    query.value = "";
    form.dispatchEvent(new CustomEvent("tray:changed"));
    picks.lastElementChild.querySelector("[data-relation]").focus();
  }

  function row(choice) {
    const item = template.content.firstElementChild.cloneNode(true);
    item.dataset.product = choice.id;
    const hidden = item.querySelector("[name=product]");
    hidden.value = choice.id;
    hidden.disabled = false;
    item.querySelector("[data-brand]").textContent = choice.brand;
    item.querySelector("[data-product-name]").textContent = choice.name;
    item.querySelector("[data-relation]").name = `relation_${choice.id}`;
    item.querySelector("[data-stance]").name = `stance_${choice.id}`;
    item.querySelector("[data-product-drop]").value = `drop-product:${choice.id}`;
    return item;
  }

  function offer(choice) {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = `${choice.brand} · ${choice.name}`;
    button.addEventListener("click", () => add(choice));
    line.append(button);
    return line;
  }

  async function look() {
    const turn = ++asked;
    const address = new URL(form.dataset.products, location.href);
    address.searchParams.set("q", query.value);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const { products } = await answer.json();
      // A slow answer must not replace that of a later question.
      if (turn === asked) show(products);
    } catch {
      if (turn === asked) sentence(words.failed);
    }
  }

  function show(products) {
    if (products.length) offers.replaceChildren(...products.map(offer));
    else sentence(words.nothing);
  }

  function sentence(text) {
    const line = document.createElement("li");
    line.className = "small soft";
    line.textContent = text;
    offers.replaceChildren(line);
  }

  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look();
  });
  form.querySelector("[data-product-find]").addEventListener("click", (event) => {
    event.preventDefault();
    look();
  });
  picks.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-product-drop]");
    if (!drop) return;
    event.preventDefault();
    drop.closest("li").remove();
    query.focus();
    form.dispatchEvent(new CustomEvent("tray:changed"));
  });
}
