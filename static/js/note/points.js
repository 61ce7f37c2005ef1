// Marks drawn onto the pictures from the list below them. The list is what keyboards and screen readers use.
function boxOf(picture) {
  // A picture lies whole inside its frame, with room left on two sides: marks belong onto the picture itself.
  const frame = picture.getBoundingClientRect();
  const ratio = picture.naturalWidth / picture.naturalHeight;
  const width = Math.min(frame.width, frame.height * ratio);
  const height = Math.min(frame.height, frame.width / ratio);
  return { left: (frame.width - width) / 2, top: (frame.height - height) / 2, width, height };
}

function markFor(entry) {
  const link = entry.querySelector("a");
  const mark = document.createElement(link ? "a" : "span");
  if (link) {
    mark.href = link.href;
    mark.tabIndex = -1;
  }
  mark.className = "sticker" in entry.dataset ? "picture-mark picture-mark--sticker" : "picture-mark";
  mark.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  label.className = "picture-mark__label";
  label.textContent = (link ?? entry.querySelector("span[dir]")).textContent;
  mark.append(label);
  return mark;
}

export function startPoints(carousel) {
  const list = carousel.parentElement.querySelector("[data-points]");
  if (!list || list.dataset.ready) return;
  list.dataset.ready = "1";
  const drawn = [...list.querySelectorAll("[data-point]")].map((entry) => {
    const slide = carousel.querySelector(`#p-${entry.dataset.point}`);
    const mark = slide?.appendChild(markFor(entry));
    return { slide, mark, x: Number(entry.dataset.x) / 1000, y: Number(entry.dataset.y) / 1000 };
  }).filter((one) => one.mark);
  const place = () => {
    for (const { slide, mark, x, y } of drawn) {
      const picture = slide.querySelector("img");
      mark.hidden = !picture.naturalWidth;
      if (mark.hidden) continue;
      const box = boxOf(picture);
      mark.style.left = `${picture.offsetLeft + box.left + x * box.width}px`;
      mark.style.top = `${picture.offsetTop + box.top + y * box.height}px`;
      mark.classList.toggle("picture-mark--turned", x > 0.6);
    }
  };
  for (const { slide } of drawn) slide.querySelector("img").addEventListener("load", place);
  new ResizeObserver(place).observe(carousel);
  place();
}
