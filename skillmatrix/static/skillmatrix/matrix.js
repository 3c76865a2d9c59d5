// Opens a cell of the matrix in place, closes it, and moves between cells with the arrow keys. Each cell is a
// link to the page with its text open, which is all there is without this script.

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

const scroller = () => document.querySelector(".matrix");
const opened = () => document.getElementById("opened");
const openLink = () => document.querySelector(".matrix td > a[aria-expanded]");

function address(link) {
  const url = new URL(link, location.href);
  return url.pathname + url.search; // the anchor is for pages without scripts
}

function markOpen(link, closed) {
  link.dataset.opens = link.getAttribute("href");
  link.setAttribute("href", closed);
  link.setAttribute("aria-expanded", "true");
}

function markClosed(link) {
  link.setAttribute("href", link.dataset.opens);
  link.removeAttribute("data-opens");
  link.removeAttribute("aria-expanded");
}

function open(link) {
  const settings = { source: link, target: "#opened", swap: "outerHTML show:none", push: "true" };
  htmx.ajax("GET", address(link.href), settings).catch(() => {}); // site.js says what went wrong
}

function close() {
  const link = openLink();
  const row = opened();
  const way = row.querySelector(".close");
  const closed = address(way.href);
  const before = location.href;
  if (row.contains(document.activeElement)) link.focus({ preventScroll: true });
  row.hidden = true;
  row.replaceChildren();
  markClosed(link);
  history.replaceState({ htmx: true }, "", before); // or going back would not bring the text
  history.pushState({ htmx: true }, "", closed);
  const printed = document.getElementById("printed");
  printed.textContent = printed.textContent.replace(address(before), closed);
  document.getElementById("announcement").textContent = way.dataset.closed;
}

// Keeps the row in its place and brings the text below it into view, in the scroll and then in the window.
function showText(row, top) {
  const inside = scroller();
  inside.scrollTop += row.getBoundingClientRect().top - top;
  window.scrollBy(0, row.getBoundingClientRect().top - top); // what the scroll could not give
  const head = inside.querySelector("thead").getBoundingClientRect().bottom;
  const under = () => opened().getBoundingClientRect().bottom;
  const above = () => row.getBoundingClientRect().top;
  inside.scrollTop += Math.max(0, Math.min(under() - inside.getBoundingClientRect().bottom, above() - head));
  window.scrollBy(0, Math.max(0, Math.min(under() - innerHeight, above())));
}

document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !window.htmx) return;
  const link = event.target.closest(".matrix td > a, .matrix .close");
  if (!link) return;
  event.preventDefault();
  if (link === openLink() || link.matches(".close")) close();
  else open(link);
});

let place = null; // the row that is opened and where it stood
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  if (target.id !== "opened") return;
  if (xhr.status >= 400) {
    event.detail.shouldSwap = false;
    if (xhr.status < 500) location.assign(requestConfig.path); // not found any more: that page says so
    return;
  }
  const link = requestConfig.elt;
  const row = link.closest("tr");
  place = { row, top: row.getBoundingClientRect().top };
  const former = openLink();
  if (former) markClosed(former);
  row.after(opened());
  event.detail.target = opened(); // another text may have come since this one was asked for
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (!place || event.detail.target?.id !== "opened") return;
  markOpen(event.detail.requestConfig.elt, opened().querySelector(".close").getAttribute("href"));
  showText(place.row, place.top);
  place = null;
});

function neighbour(link, [down, right]) {
  let cell = link.parentElement;
  const column = cell.cellIndex;
  const rows = [...cell.closest("table").rows];
  let row = rows.indexOf(cell.parentElement);
  while (cell) {
    if (right) cell = right < 0 ? cell.previousElementSibling : cell.nextElementSibling;
    else cell = rows[(row += down)] && (rows[row].cells[column] ?? rows[row]);
    const found = cell?.querySelector(":scope > a");
    if (found) return found;
  }
}

document.addEventListener("keydown", (event) => {
  const inside = event.target.closest?.(".matrix");
  if (!inside || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (event.key === "Escape" && openLink()) close();
  if (!MOVES[event.key] || !event.target.matches("td > a")) return;
  const next = neighbour(event.target, MOVES[event.key]);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// Going back loads the page anew: the scroll and the focus stay where they were.
let kept = null;
document.addEventListener("htmx:historyCacheMiss", () => {
  const inside = scroller();
  const cell = document.activeElement.closest(".matrix tr[id] > *");
  kept = inside && { left: inside.scrollLeft, top: inside.scrollTop, row: cell?.parentElement.id, column: cell?.cellIndex };
});
document.addEventListener("htmx:historyRestore", () => {
  const inside = scroller();
  if (!kept || !inside) return;
  inside.scrollTo(kept.left, kept.top);
  document.getElementById(kept.row)?.cells[kept.column]?.querySelector("a")?.focus({ preventScroll: true });
});

// What is open or picked from the start is brought into view, beside the first column and under the head.
function showFromStart() {
  const link = openLink();
  const cell = link?.parentElement ?? document.querySelector(".matrix thead .now");
  if (!cell) return;
  const inside = scroller();
  const over = cell.getBoundingClientRect().right - inside.getBoundingClientRect().right;
  if (over > 0) inside.scrollLeft = Math.ceil(over / cell.offsetWidth) * cell.offsetWidth; // whole columns
  if (link) showText(link.closest("tr"), link.closest("tr").getBoundingClientRect().top);
}
showFromStart();
