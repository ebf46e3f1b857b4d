"use strict";
// Shows one hand-in as Gradescope does, and finds hand-ins by name. Texts are only ever set as text.
const data = JSON.parse(document.getElementById("data").textContent);
const overview = document.getElementById("overview");
const page = document.getElementById("page");

function element(parent, tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function viewed(section, handIn, viewer) {
  const all = handIn.tests.map((row) => row.map((v, i) => (i < 4 ? data.texts[v] : v)));
  const shown = all.filter((row) => viewer.seen.includes(row[2]));
  const scored = all.filter((row) => row.length > 3);
  const most = scored.reduce((sum, row) => sum + row[5], 0);
  const hides = shown.length < all.length && all.some((row) => row[2] === "hidden");
  const total = `${handIn.score}${scored.length ? ` of ${most}` : ""} points`;
  element(section, "h2", viewer.title);
  element(section, "p", hides ? "No total is shown: a test is hidden" : total, "score");
  for (const [name, output, , status, score, of] of shown) {
    const article = element(section, "article", undefined, status || "note");
    const heading = element(article, "h3", name + " ");
    if (status) element(heading, "span", `(${score}/${of}, ${status})`, "verdict");
    if (output) element(article, "pre", output);
  }
  const unseen = all.length - shown.length;
  if (unseen) element(section, "p", `${unseen} more are not shown to this viewer.`);
}

function route() {
  const name = decodeURIComponent(location.hash.slice(1));
  const handIn = name.startsWith("=") ? data.hand_ins[name.slice(1)] : undefined;
  overview.hidden = handIn !== undefined;
  page.hidden = handIn === undefined;
  page.replaceChildren();
  if (handIn === undefined) return;
  const back = element(page, "a", "Back to the class");
  back.href = "#hand-ins";
  const heading = element(page, "h1", name.slice(1));
  heading.tabIndex = -1;
  for (const viewer of data.viewers) viewed(element(page, "section"), handIn, viewer);
  heading.focus();
  window.scrollTo(0, 0);
}

function find(event) {
  const wanted = event.target.value.toLowerCase();
  for (const row of document.querySelectorAll("#all tbody tr")) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
}

window.addEventListener("hashchange", route);
document.getElementById("find").addEventListener("input", find);
document.getElementById("finder").hidden = false;
route();
