// A picture over the whole screen: twice as large at a double click, pinched as the browser does it. What must be
// told of the note stays beside the picture.
let dialog = null;
let opener = null;
let left = null;
let pictures = [];
let now = 0;

function button(className, icon, label, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `icon-button ${className}`;
  made.setAttribute("aria-label", label);
  made.append(icon.cloneNode(true));
  made.addEventListener("click", deed);
  return made;
}

function show(number) {
  now = Math.min(Math.max(number, 0), pictures.length - 1);
  const holder = dialog.querySelector(".zoom__holder");
  const { src, alt } = pictures[now];
  const picture = new Image();
  picture.src = src;
  picture.alt = alt;
  holder.classList.remove("zoom__holder--close");
  holder.replaceChildren(picture);
  dialog.querySelector(".zoom__count").textContent = pictures.length > 1 ? `${now + 1}/${pictures.length}` : "";
  const focused = document.activeElement;
  for (const arrow of dialog.querySelectorAll("[data-zoom-step]")) {
    arrow.hidden = !pictures[now + Number(arrow.dataset.zoomStep)];
  }
  // Whoever pressed on until the last picture goes on by keys.
  if (focused?.hidden) holder.focus();
}

function closer(event) {
  const holder = dialog.querySelector(".zoom__holder");
  const box = holder.getBoundingClientRect();
  const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  holder.classList.toggle("zoom__holder--close");
  holder.scrollTo({ left: holder.scrollWidth * x - box.width / 2, top: holder.scrollHeight * y - box.height / 2 });
}

function arrow(step, name, icon, label) {
  const made = button(`zoom__arrow zoom__arrow--${name}`, icon, label, () => show(now + step));
  made.dataset.zoomStep = step;
  return made;
}

function make(words) {
  dialog = document.createElement("dialog");
  dialog.className = "zoom";
  dialog.setAttribute("aria-label", words.dataset.label);
  const holder = document.createElement("div");
  holder.className = "zoom__holder";
  holder.tabIndex = 0;
  holder.addEventListener("dblclick", closer);
  const labels = document.createElement("div");
  labels.className = "zoom__labels";
  const figure = document.createElement("p");
  figure.className = "zoom__count";
  figure.setAttribute("aria-live", "polite");
  const icons = Object.fromEntries([...words.content.querySelectorAll("svg")].map((one) => [one.dataset.name, one]));
  dialog.append(
    holder, labels, figure,
    arrow(-1, "before", icons.before, words.dataset.before),
    arrow(1, "after", icons.after, words.dataset.after),
    button("zoom__close", icons.close, words.dataset.close, () => dialog.close()),
  );
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    show(now + step);
  });
  // Escape leaves the picture and not the note under it.
  dialog.addEventListener("cancel", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    left?.(now);
    opener?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
}

/** Opens pictures ({src, alt}) over the screen at one of them; `label` is the element that tells of money or AI, `from`
 * gets the focus back, and `onLeave` is told which picture was last in sight. */
export function openZoom(chosen, number, label, from, onLeave = null) {
  if (!dialog) make(document.querySelector("template[data-zoom-words]"));
  opener = from;
  left = onLeave;
  pictures = chosen;
  dialog.querySelector(".zoom__labels").replaceChildren(...(label ? [...label.cloneNode(true).childNodes] : []));
  show(number);
  dialog.showModal();
}
