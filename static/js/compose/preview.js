// The card as readers will meet it, beside the form on a wide screen and above the button on a phone.
const TALLEST = 4 / 3;
const WIDEST = 3 / 4;

export function startPreview(form, words, film) {
  const preview = form.querySelector("[data-preview]");
  const part = (name) => preview.querySelector(`[data-preview-${name}]`);
  const title = form.elements.namedItem("title");
  const body = form.elements.namedItem("body");

  function label() {
    const relations = [...form.querySelectorAll("[data-picks] [data-relation]")].map((select) => select.value);
    const told = ["paid", "gifted", "own"].find((kind) => relations.includes(kind));
    part("label").hidden = !told;
    part("label").textContent = told ? words[told] : "";
    part("ai").hidden = !form.elements.namedItem("is_ai_made").checked;
  }

  function cover() {
    const first = [...form.querySelectorAll("[data-tray] [data-picture]")]
      .find((item) => !["refused", "failed"].includes(item.dataset.state));
    const thumb = first?.querySelector("[data-thumb]");
    const src = film.cover || (thumb && !thumb.hidden ? thumb.src : "");
    part("picture").hidden = !src;
    part("text").hidden = Boolean(src);
    const picture = part("picture").querySelector("img");
    if (src && picture.src !== src) picture.src = src;
  }

  // A picture taller or wider than a card is clamped, as on the card itself.
  part("picture").querySelector("img").addEventListener("load", (event) => {
    const { naturalWidth, naturalHeight } = event.target;
    event.target.width = 360;
    event.target.height = Math.round(360 * Math.min(Math.max(naturalHeight / naturalWidth, WIDEST), TALLEST));
  });

  function show() {
    part("title").textContent = title.value.trim() || words.untitled;
    part("excerpt").textContent = body.value.trim().split("\n")[0].slice(0, 140) || title.value || words.untitled;
    cover();
    label();
  }

  for (const choice of preview.querySelectorAll("[name=preview_width]")) {
    choice.addEventListener("change", () => { part("card").dataset.previewCard = choice.value; });
  }
  preview.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("tray:changed", show);
  show();
}
