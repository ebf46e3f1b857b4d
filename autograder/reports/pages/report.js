// Which view is shown is in the address after "#": so the browser's own back and forward work.

let data;
let origin;
const scrolled = new Map();
let left = null; // the address that was left by a link, and what it was
const page = document.getElementById("page");
const all = document.getElementById("all");
const filters = document.getElementById("filters");

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function heading(parent, text) {
  const made = element(parent, "h1", text);
  made.tabIndex = -1;
  return made;
}

function shownPlaces(table) {
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden && row.dataset.place >= 0);
  return [...new Set(rows.map((row) => Number(row.dataset.place)))];
}

// The filters of the table of all hand-ins. They stand in the address too.

function fits(row, wanted) {
  const handIn = data.hand_ins[row.dataset.place];
  const lost = (number) => (handIn?.cases[number]?.[2] ?? "passed") !== "passed";
  const states = {
    trouble: () => "trouble" in row.dataset,
    late: () => "late" in row.dataset,
    time: () => !("late" in row.dataset),
    adjusted: () => "adjusted" in row.dataset,
    full: () => handIn !== undefined && !data.cases.some((_, number) => lost(number)),
  };
  const names = [...row.querySelectorAll("td.who")].map((cell) => cell.textContent).join(" ");
  const found = folded(wanted.find).split(/\s+/).every((part) => folded(names).includes(part));
  return found
    && (!wanted.half || data.cases.some((asked, n) => [asked.question, halfless(asked.question)].includes(wanted.half) && lost(n)))
    && (!wanted.case || lost(Number(wanted.case) - 1))
    && (!wanted.mistake || (handIn !== undefined && data.made_by[wanted.mistake]?.has(handIn.place)))
    && (!wanted.state || states[wanted.state]?.());
}

function filterAll() {
  const wanted = Object.fromEntries(new FormData(filters));
  const rows = [...all.tBodies[0].rows];
  for (const row of rows) row.hidden = !fits(row, wanted);
  const shown = rows.filter((row) => !row.hidden);
  all.said.textContent = `${shown.length} of ${counted(rows.length, "line")}`;
  const points = shown.filter((row) => row.dataset.points).map((row) => Number(row.dataset.points));
  drawHistogram(all.picture, points, data.most);
  origin = { hash: handInsHash(wanted), title: "the hand-ins", places: shownPlaces(all) };
}

function handInsHash(wanted) {
  const asked = Object.entries(wanted).filter(([, value]) => value);
  if (all.sorted) asked.push(["sort", all.sorted]);
  return asked.length ? `#hand-ins?${new URLSearchParams(asked)}` : "#hand-ins";
}

function filtersChanged() {
  filterAll();
  history.replaceState(history.state, "", origin.hash);
}

function readFilters(query) {
  const asked = new URLSearchParams(query);
  for (const field of filters.elements) field.value = asked.get(field.name) ?? "";
  const [column, way] = (asked.get("sort") ?? "").split(".");
  if (all.tHead.rows[0].cells[column]) {
    all.sorted = asked.get("sort");
    sortBy(all, Number(column), way === "down");
  }
  filterAll();
}

function addOptions() {
  const option = (parent, value, text) => { element(parent, "option", text).value = value; };
  const questions = [...new Set(data.cases.flatMap((asked) => [halfless(asked.question), asked.question]))];
  for (const name of questions) option(filters.elements.half, name, name);
  const groups = new Map();
  data.cases.forEach((asked, number) => {
    if (!groups.has(asked.question)) {
      const group = element(filters.elements.case, "optgroup");
      group.label = asked.question;
      groups.set(asked.question, group);
    }
    option(groups.get(asked.question), number + 1, `${number + 1}. ${asked.name}`);
  });
  for (const known of data.mistakes) option(filters.elements.mistake, known.name, `${known.title} (${known.question})`);
}

// Views

function viewOf(hash) {
  const [name, query] = [hash.slice(1).split(/[=?]/)[0], hash.slice(1)];
  const value = decodeURIComponent(query.slice(query.indexOf("=") + 1));
  if (query.startsWith("=")) {
    const handIn = data.hand_ins.find((known) => known.name === value);
    return handIn && ["hand-ins", () => showHandIn(page, handIn)];
  }
  const number = Number(value) - 1;
  const known = data.mistakes.find((mistake) => mistake.name === value);
  if (name === "case" && data.cases[number]) return ["questions", () => showCase(page, number)];
  if (name === "group" && data.groups[number]) {
    return ["unexplained", () => showGroup(page, data.groups[number], number + 1)];
  }
  if (name === "mistake" && known) return ["mistakes", () => showMistake(page, known)];
  return undefined;
}

function route(restore) {
  let found;
  try {
    found = viewOf(location.hash);
  } catch {
    found = undefined; // an address that is none
  }
  const asked = location.hash.slice(1).split("?");
  const names = [...document.querySelectorAll("section.view")].map((view) => view.id);
  const view = found ? "page" : names.includes(asked[0]) && asked[0] !== "page" ? asked[0] : "overview";
  for (const section of document.querySelectorAll("section.view")) section.hidden = section.id !== view;
  page.replaceChildren();
  if (found) found[1]();
  else if (view === "hand-ins") readFilters(asked[1] ?? "");
  const part = found ? found[0] : view;
  for (const own of document.querySelectorAll(".top nav a")) {
    if (own.hash === `#${part}`) own.setAttribute("aria-current", "page");
    else own.removeAttribute("aria-current");
  }
  const title = document.querySelector(`#${view} h1`);
  document.title = `${title.textContent} – ${data.title}`;
  const place = restore ? scrolled.get(location.hash) : undefined;
  if (place === undefined) {
    if (restore !== undefined) title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    return;
  }
  const link = place.link && [...document.querySelectorAll(`#${view} a`)].find((own) => own.hash === place.link);
  (link || title).focus({ preventScroll: true });
  window.scrollTo(0, place.y);
}

// A link is a step forward, but for the one that leads back; the browser's own buttons restore too.
function followed(event) {
  const own = event.target.closest?.("a[href^='#']");
  if (!own || event.ctrlKey || event.metaKey || event.shiftKey) return;
  scrolled.set(location.hash, { y: window.scrollY, link: own.hash });
  left = own.classList.contains("back") ? null : own.hash;
}

function prepare() {
  data.hand_ins.forEach((handIn, place) => { handIn.place = place; });
  data.group_of = {};
  data.groups.forEach((group, at) => {
    for (const number of group.cases) {
      const own = (data.group_of[number] ??= new Map());
      for (const place of group.hand_ins) own.set(place, at);
    }
  });
  data.made_by = Object.fromEntries(
    data.mistakes.map((known) => [known.name, new Set(making(known.name).map((own) => own.place))]),
  );
  const title = () => document.title;
  for (const table of document.querySelectorAll("main table.sortable")) {
    table.said = enhance(table, title, (column, down) => {
      if (table !== all) return;
      all.sorted = `${column}.${down ? "down" : "up"}`;
      filtersChanged();
    });
  }
  for (const picture of document.querySelectorAll("svg.histogram")) addPictureTools(picture, title);
  all.picture = document.getElementById("shown-picture");
  addOptions();
  filters.hidden = false;
  filters.addEventListener("input", filtersChanged);
  filters.addEventListener("submit", (event) => event.preventDefault());
}

async function start() {
  if (typeof DecompressionStream === "undefined") {
    const notice = document.getElementById("notice");
    notice.hidden = false;
    notice.textContent = "This browser is too old to show hand-ins one by one and to filter; one of 2023 or later can.";
    return;
  }
  data = await unpacked(document.getElementById("data").textContent);
  prepare();
  origin = { hash: "#hand-ins", title: "the hand-ins", places: shownPlaces(all) };
  history.scrollRestoration = "manual";
  document.addEventListener("click", followed, true);
  window.addEventListener("hashchange", () => {
    const forward = left === location.hash;
    left = null;
    route(!forward);
  });
  route();
  document.body.dataset.ready = "";
}

start();
