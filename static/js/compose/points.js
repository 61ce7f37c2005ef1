// Marks on pictures: pressed onto the picture, moved by mouse, finger or arrow keys; the fields beside it are the truth.
const STEP = 1;
const FAR = 5;
const MOST = 5;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const bounded = (value) => Math.min(100, Math.max(0, Math.round(value * 10) / 10));

class Stage {
  constructor(item, form, words) {
    this.item = item;
    this.form = form;
    this.words = words;
    this.rows = item.querySelector("[data-mark-rows]");
    this.stage = item.querySelector("[data-stage]");
    this.picture = item.querySelector("[data-stage-picture]");
    this.stage.hidden = item.querySelector("[data-stage-help]").hidden = !this.picture.getAttribute("src");
    this.stage.addEventListener("click", (event) => this.pressed(event));
    item.querySelector("[data-mark-add]").addEventListener("click", (event) => {
      event.preventDefault();
      this.add(50, 50);
    });
    this.rows.addEventListener("input", () => this.draw());
    this.rows.addEventListener("click", (event) => this.drop(event));
    this.draw();
  }

  show(src) {
    if (src) this.picture.src = src;
    this.stage.hidden = this.item.querySelector("[data-stage-help]").hidden = !this.picture.getAttribute("src");
  }

  pressed(event) {
    if (event.target.closest("[data-dot]")) return;
    const box = this.picture.getBoundingClientRect();
    this.add(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  }

  add(x, y) {
    if (this.rows.children.length >= MOST) return;
    const row = this.form.querySelector("[data-mark-template]").content.firstElementChild.cloneNode(true);
    const id = this.item.dataset.picture;
    for (const field of row.querySelectorAll("[name]")) {
      if (field.name.startsWith("pt_")) field.name = `${field.name.split("_").slice(0, 2).join("_")}_${id}`;
    }
    row.querySelector("[data-mark-x]").value = bounded(x);
    row.querySelector("[data-mark-y]").value = bounded(y);
    offerProducts(row.querySelector("[data-mark-about]"), this.form);
    this.rows.append(row);
    this.changed();
    row.querySelector("[data-mark-about]").focus();
  }

  drop(event) {
    const button = event.target.closest("[data-mark-drop]");
    if (!button) return;
    event.preventDefault();
    this.remove(button.closest("[data-mark]"));
  }

  remove(row) {
    row.remove();
    this.changed();
    this.item.querySelector("[data-mark-add]").focus();
  }

  changed() {
    this.draw();
    this.form.dispatchEvent(new CustomEvent("tray:changed"));
  }

  // A dot for each row; its place is a property of its style, which the content policy lets a script set.
  draw() {
    const rows = [...this.rows.children];
    const dots = [...this.stage.querySelectorAll("[data-dot]")];
    dots.slice(rows.length).forEach((dot) => dot.remove());
    rows.forEach((row, at) => {
      const dot = dots[at] ?? this.stage.appendChild(this.dot());
      dot.textContent = String(at + 1);
      dot.setAttribute("aria-label", this.words.mark.replace("%n", String(at + 1)));
      dot.style.left = `${row.querySelector("[data-mark-x]").value}%`;
      dot.style.top = `${row.querySelector("[data-mark-y]").value}%`;
    });
  }

  dot() {
    const dot = document.createElement("button");
    dot.type = "button";
    dot.className = "marks__dot";
    dot.dataset.dot = "";
    dot.addEventListener("keydown", (event) => this.keyed(event, dot));
    dot.addEventListener("pointerdown", (event) => {
      dot.setPointerCapture(event.pointerId);
      event.preventDefault();
      dot.focus();
    });
    dot.addEventListener("pointermove", (event) => {
      if (!dot.hasPointerCapture(event.pointerId)) return;
      const box = this.picture.getBoundingClientRect();
      this.move(dot, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    });
    return dot;
  }

  rowOf(dot) {
    return this.rows.children[[...this.stage.querySelectorAll("[data-dot]")].indexOf(dot)];
  }

  keyed(event, dot) {
    const row = this.rowOf(dot);
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(row);
      return;
    }
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const by = event.shiftKey ? FAR : STEP;
    const x = Number(row.querySelector("[data-mark-x]").value) + way[0] * by;
    const y = Number(row.querySelector("[data-mark-y]").value) + way[1] * by;
    this.move(dot, x, y);
    dot.scrollIntoView({ block: "nearest" });
  }

  move(dot, x, y) {
    const row = this.rowOf(dot);
    row.querySelector("[data-mark-x]").value = bounded(x);
    row.querySelector("[data-mark-y]").value = bounded(y);
    this.changed();
  }
}

// The products of the note, as they are just now; one that is chosen stays so.
function offerProducts(select, form) {
  const chosen = select.value;
  [...select.options].filter((option) => option.value.startsWith("product:")).forEach((option) => option.remove());
  for (const pick of form.querySelectorAll("[data-picks] [data-product]")) {
    select.append(new Option(pick.querySelector("[data-product-name]").textContent, `product:${pick.dataset.product}`));
  }
  select.value = chosen;
  if (select.selectedIndex < 0) select.value = "";
}

export function startPoints(form, words) {
  const stages = new WeakMap();
  const look = () => {
    for (const item of form.querySelectorAll("[data-tray] > [data-picture]")) {
      const marks = item.querySelector("[data-marks]");
      const isReady = item.dataset.picture && item.dataset.state === "ready";
      marks.hidden = !isReady;
      if (!isReady) continue;
      const src = item.querySelector("[data-thumb]").src.replace(/-360\.webp$/, "-720.webp");
      if (!stages.has(item)) stages.set(item, new Stage(item, form, words));
      stages.get(item).show(src);
    }
    form.querySelectorAll("[data-tray] [data-mark-about]").forEach((select) => offerProducts(select, form));
  };
  form.addEventListener("tray:changed", look);
  look();
}
