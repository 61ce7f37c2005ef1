// Closes the gaps of the even grid: every card is as tall as its content, and each column is filled from the top.
// Cards keep their place in the row-wise order (column = index modulo columns), so reading, tabbing and looking agree.
const watched = new WeakSet();

function columnsOf(list) {
  return getComputedStyle(list).gridTemplateColumns.split(" ").length;
}

function place(list) {
  const items = [...list.querySelectorAll(":scope > .masonry__item")];
  const columns = columnsOf(list);
  const gap = parseFloat(getComputedStyle(list).columnGap) || 0;
  const bottoms = new Array(columns).fill(1);
  // Heights are read for all before anything is written, so the browser lays the page out once.
  const heights = items.map((item) => Math.ceil(item.firstElementChild.getBoundingClientRect().height));
  items.forEach((item, index) => {
    const column = index % columns;
    const span = heights[index] + gap;
    item.style.gridColumn = String(column + 1);
    item.style.gridRow = `${bottoms[column]} / span ${Math.round(span)}`;
    bottoms[column] += Math.round(span);
  });
}

export function pack(root) {
  for (const list of root.querySelectorAll(".masonry")) {
    list.classList.add("masonry--packed");
    place(list);
    if (watched.has(list)) continue;
    watched.add(list);
    let width = list.clientWidth;
    new ResizeObserver(() => {
      if (list.clientWidth === width) return;
      width = list.clientWidth;
      // A card that still stands in the fifth column makes a fifth one, also where the sheet gives two.
      for (const item of list.children) item.style.gridArea = "";
      place(list);
    }).observe(list);
  }
}

// The first module of a page, and the page is not painted before it ran: no card moves after it was seen.
pack(document);
