"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const cards = all(".defect");
const marks = all("main mark");
const byNumber = new Map(cards.map((card) => [card.dataset.number, card]));
const marksOf = new Map(cards.map((card) => [card.dataset.number, []]));
for (const mark of marks) {
  mark.numbers = mark.dataset.defects.split(" ");
  for (const number of mark.numbers) marksOf.get(number)?.push(mark);
}
const search = document.getElementById("search");
const least = document.getElementById("least");
const keys = document.getElementById("keys");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let current = null;

const shown = () => cards.filter((card) => !card.hidden);

/** Bring elements into the middle of the window; where they do not fit together, the last of them. */
function bring(...elements) {
  const boxes = elements.filter(Boolean).map((element) => element.getBoundingClientRect());
  if (!boxes.length) return;
  const last = boxes.at(-1);
  let [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
  if (bottom - top > innerHeight * 0.7) [top, bottom] = [last.top, Math.min(last.bottom, last.top + innerHeight * 0.7)];
  const to = scrollY + (top + bottom) / 2 - innerHeight / 2;
  scrollTo({ top: to, behavior: calm.matches ? "auto" : "smooth" });
}

function count() {
  const visible = shown();
  const at = visible.indexOf(current);
  document.getElementById("counter").textContent = `${at < 0 ? "–" : at + 1} / ${visible.length}`;
}

/** Mark a defect and its quote. */
function select(card) {
  for (const element of all(".current")) element.classList.remove("current");
  for (const row of all(".row.found")) row.classList.remove("found");
  current = card;
  count();
  history.replaceState(null, "", card ? `#${card.id}` : location.pathname + location.search);
  if (!card) return;
  for (const element of [card, ...marksOf.get(card.dataset.number)]) element.classList.add("current");
  card.closest("[data-point]")?.classList.add("found");
}

/** The first place of a defect in the answer; its point where it has none. */
const quoteOf = (card) => marksOf.get(card.dataset.number)[0] ?? card.closest(".row").querySelector("h2");

/** Select a defect and show it with its quote. */
function show(card) {
  select(card);
  bring(quoteOf(card), card);
  card.focus({ preventScroll: true });
}

/** Go to another of the defects that are shown. */
function step(by) {
  const visible = shown();
  if (!visible.length) return;
  const at = visible.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1);
  show(visible[next]);
}

/** Go to the first shown defect of another point. */
function stepPoint(by) {
  const rows = all(".row").filter((row) => row.querySelector(".defect:not([hidden])"));
  if (!rows.length) return;
  const at = rows.indexOf(current?.closest(".row"));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  show(rows[next].querySelector(".defect:not([hidden])"));
}

/** A mark that several defects share goes through them. */
function selectByMark(mark) {
  const numbers = mark.numbers.filter((number) => !byNumber.get(number).hidden);
  if (!numbers.length) return;
  const at = numbers.indexOf(current?.dataset.number);
  select(byNumber.get(numbers[(at + 1) % numbers.length]));
  bring(mark, current);
}

/** From a defect to its quote, from a quote to its defect. */
function across() {
  const mark = document.activeElement.closest?.("main mark");
  if (mark) {
    selectByMark(mark);
    current?.focus({ preventScroll: true });
    return;
  }
  const card = document.activeElement.closest?.(".defect") ?? current;
  if (!card) return step(1);
  select(card);
  bring(quoteOf(card));
  marksOf.get(card.dataset.number)[0]?.focus({ preventScroll: true });
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const off = new Set(all(".chip[aria-pressed=false]").map((chip) => chip.dataset.show));
  document.getElementById("least-shown").textContent = least.value;
  for (const card of cards) {
    const text = card.textContent.toLowerCase();
    card.hidden =
      off.has(card.dataset.outcome) ||
      off.has(card.dataset.answer) ||
      Number(card.dataset.confidence) < Number(least.value) ||
      !words.every((word) => text.includes(word));
  }
  for (const mark of marks) {
    const gone = mark.numbers.every((number) => byNumber.get(number).hidden);
    mark.classList.toggle("off", gone);
    mark.tabIndex = gone ? -1 : 0;
  }
  if (current?.hidden) select(null);
  count();
}

function clear() {
  if (search.value) {
    search.value = "";
    filter();
  } else {
    select(null);
  }
  document.activeElement.blur();
}

function recall(value) {
  try {
    if (value === undefined) return localStorage.getItem("proselint-t-theme");
    localStorage.setItem("proselint-t-theme", value);
  } catch {
    // A page that is opened as a file may have no storage: the choice holds until it is closed.
  }
  return null;
}

function turn() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  recall(root.dataset.theme);
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepPoint(1),
  p: () => stepPoint(-1),
  u: () => document.querySelector("[data-show=answered]")?.click(),
  d: turn,
  "/": () => search.focus(),
  "?": () => keys.showModal(),
  Enter: across,
  Escape: clear,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (event.target === search) {
    if (event.key === "Escape") clear();
    if (event.key === "Enter") {
      search.blur();
      step(1);
    }
    return;
  }
  const native = event.target.closest("button, a, summary, input");
  if (event.key === "Enter" && native) return;
  const action = actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

document.querySelector("main").addEventListener("click", (event) => {
  const link = event.target.closest("[data-defect]");
  const place = event.target.closest("[data-place]");
  const mark = event.target.closest("mark");
  const card = event.target.closest(".defect");
  if (link) {
    event.preventDefault();
    show(byNumber.get(link.dataset.defect));
  } else if (place) {
    select(card);
    bring(document.querySelector(`mark[data-places~="${card.dataset.number}:${place.dataset.place}"]`));
  } else if (mark) {
    selectByMark(mark);
  } else if (card && getSelection().isCollapsed) {
    select(card);
    bring(quoteOf(card));
  }
});

for (const chip of all(".chip")) {
  chip.addEventListener("click", () => {
    chip.ariaPressed = chip.ariaPressed === "true" ? "false" : "true";
    filter();
  });
}
search.addEventListener("input", filter);
least.addEventListener("input", filter);
document.getElementById("next").addEventListener("click", () => step(1));
document.getElementById("previous").addEventListener("click", () => step(-1));
document.getElementById("theme").addEventListener("click", turn);
document.getElementById("help").addEventListener("click", () => keys.showModal());

const theme = recall();
if (theme) document.documentElement.dataset.theme = theme;
filter();
const wanted = byNumber.get(location.hash.replace("#defect-", ""));
if (wanted) show(wanted);
