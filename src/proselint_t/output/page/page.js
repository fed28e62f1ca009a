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
const words = document.querySelector("main").dataset;
let current = null;

const shown = () => all(".defect:not([hidden])");

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
      off.has(`status-${card.dataset.status}`) ||
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
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches(".decision input")) {
    if (event.key === "Enter") decide(event.target.closest(".defect"), "rejected");
    return;
  }
  if (event.target === sorting) return;
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
  const deciding = event.target.closest(".decision");
  if (deciding) {
    const button = event.target.closest("[data-decide]");
    if (button) decide(deciding.closest(".defect"), button.dataset.decide);
    return;
  }
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

/** Show of one group of chips only one; all of them where it is alone already. */
function only(chip) {
  const others = all(".chip:not([hidden])", chip.closest("[role=group]")).filter((one) => one !== chip);
  const alone = chip.ariaPressed === "true" && others.every((one) => one.ariaPressed === "false");
  for (const other of others) other.ariaPressed = alone ? "true" : "false";
  chip.ariaPressed = "true";
  filter();
}

for (const chip of all(".chip")) {
  chip.addEventListener("click", () => {
    chip.ariaPressed = chip.ariaPressed === "true" ? "false" : "true";
    filter();
  });
  chip.nextElementSibling.addEventListener("click", () => only(chip));
}

const outcomes = all(".chip[data-show]").map((chip) => chip.dataset.show);
const orders = {
  place: () => 0,
  number: (card) => Number(card.dataset.number),
  confidence: (card) => -Number(card.dataset.confidence),
  outcome: (card) => outcomes.indexOf(card.dataset.outcome),
};
const rows = all(".row");

/** Sort the defects of each point, and the points by their first defect; a point stays beside its defects. */
function sort() {
  const rank = orders[sorting.value];
  const place = (row) => Math.min(...all(".defect", row).map(rank), Infinity);
  const columns = rows.map((row) => row.querySelector(".defects"));
  for (const column of columns) {
    const own = cards.filter((card) => column.contains(card));
    column.append(...own.toSorted((one, other) => rank(one) - rank(other)));
  }
  const sorted = sorting.value === "place" ? rows : rows.toSorted((one, other) => place(one) - place(other) || 0);
  document.querySelector("main").append(...sorted);
}

/** A text as YAML reads it on one line. */
const quoted = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The status file: what it said before, and what was accepted and rejected here. */
function statusFile() {
  const file = document.getElementById("status-file");
  const decided = cards.filter((card) => card.dataset.status !== "open" || card.dataset.date || card.dataset.recorded !== "open");
  const entries = decided
    .toSorted((one, other) => orders.number(one) - orders.number(other))
    .map(({ dataset }) => {
      const fields = [`- number: ${dataset.number}`, `  hash: ${quoted(dataset.digest)}`, `  status: ${dataset.status}`];
      if (dataset.edit) fields.push(`  edit: ${dataset.edit}`);
      if (dataset.date) fields.push(`  date: ${quoted(dataset.date)}`);
      if (dataset.reason) fields.push(`  reason: ${quoted(dataset.reason)}`);
      return `${fields.join("\n")}\n`;
    });
  return `${file.dataset.head}${entries.length ? `defects:\n${entries.join("")}` : "defects: []\n"}`;
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Accept a defect, so that it waits for its answer, or reject it, which needs a reason. */
function decide(card, status) {
  const field = card.querySelector(".decision input");
  const reason = field.value.trim();
  if (status === "rejected" && !reason) return field.focus();
  Object.assign(card.dataset, { status, date: today(), edit: "", reason: status === "rejected" ? reason : "" });
  card.querySelector(".status").textContent = status === "rejected" ? `${words.rejected}: ${reason}` : words.accepted;
  countStatuses();
  filter();
}

function countStatuses() {
  for (const chip of all(".chip[data-show^=status-]")) {
    const number = cards.filter((card) => `status-${card.dataset.status}` === chip.dataset.show).length;
    chip.querySelector("b").textContent = number;
    chip.hidden = chip.nextElementSibling.hidden = number === 0;
  }
}

function openStatusFile() {
  const file = document.getElementById("status-file");
  const download = document.getElementById("download");
  file.value = statusFile();
  URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([file.value], { type: "application/yaml" }));
  document.getElementById("decided").showModal();
}

function copy() {
  const file = document.getElementById("status-file");
  file.select();
  if (!document.execCommand("copy")) navigator.clipboard?.writeText(file.value);
}

const sorting = document.getElementById("sort");
sorting.addEventListener("change", sort);
document.getElementById("save").addEventListener("click", openStatusFile);
document.getElementById("copy").addEventListener("click", copy);
countStatuses();
search.addEventListener("input", filter);
least.addEventListener("input", filter);
document.getElementById("next").addEventListener("click", () => step(1));
document.getElementById("previous").addEventListener("click", () => step(-1));
document.getElementById("theme").addEventListener("click", turn);
document.getElementById("help").addEventListener("click", () => keys.showModal());

const theme = recall();
if (theme) document.documentElement.dataset.theme = theme;
filter();
/** Show the defect that the address names. */
function follow() {
  const wanted = byNumber.get(location.hash.replace("#defect-", ""));
  if (wanted && wanted !== current) show(wanted);
}
addEventListener("hashchange", follow);
follow();
