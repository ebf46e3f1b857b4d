// Who failed a case, who made a mistake, and who failed alike without a known one.

const SHOWN_LINES = 2;

function halfless(question) {
  return question.replace(/ \(hidden\)$/, "");
}

// What a case is called where its question is known.
function nameWithin(question, number) {
  const asked = data.cases[number];
  const within = halfless(asked.question) === question;
  return within ? `${asked.name}${asked.hidden ? " (hidden)" : ""}` : `${asked.question}: ${asked.name}`;
}

function hashOf(name) {
  return `#=${encodeURIComponent(name)}`;
}

function titleOf(mistake) {
  return data.mistakes.find((known) => known.name === mistake)?.title ?? mistake;
}

function groupOf(number, place) {
  return data.group_of[number]?.get(place);
}

function failing(number) {
  return data.hand_ins.filter((handIn) => (handIn.cases[number]?.[2] ?? "passed") !== "passed");
}

function making(mistake) {
  const named = data.texts.indexOf(mistake);
  return data.hand_ins.filter((handIn) => Object.values(handIn.cases).some((row) => row[3] === named));
}

function reading(cell, text) {
  const lines = text.split("\n");
  if (lines.length <= SHOWN_LINES) {
    element(cell, "pre", text);
    return;
  }
  const more = element(cell, "details");
  element(more, "summary", lines[0] || "(an empty line)");
  element(more, "pre", text);
}

function handInCells(row, handIn) {
  link(element(row, "td", "", "name"), handIn.name, hashOf(handIn.name));
  if (data.students) element(row, "td", handIn.student, "name");
}

function explainIn(cell, outcome, place) {
  const group = groupOf(outcome.number, place);
  if (outcome.mistake) link(cell, titleOf(outcome.mistake), `#mistake=${encodeURIComponent(outcome.mistake)}`);
  else if (group !== undefined) link(cell, `group ${group + 1}`, `#group=${group + 1}`);
  else cell.textContent = outcome.status === "skipped" ? "skipped" : "not run";
}

// How many failures each explanation explains, the most first.
function explanationsIn(parent, outcomes) {
  const counts = new Map();
  for (const [outcome, place] of outcomes) {
    const made = document.createElement("span");
    explainIn(made, outcome, place);
    const known = counts.get(made.textContent) ?? [0, made];
    counts.set(made.textContent, [known[0] + 1, known[1]]);
  }
  const list = element(parent, "ul", "", "explanations");
  for (const [count, made] of [...counts.values()].sort(([a], [b]) => b - a)) {
    const item = element(list, "li", `${count}: `);
    item.append(made);
  }
}

function tableOf(parent, label, heads, rows) {
  const about = [["hand-in"], ...(data.students ? [["student"]] : []), ...heads];
  const table = tableIn(parent, label, about);
  for (const [handIn, fill] of rows) {
    const row = element(table.tBodies[0], "tr");
    row.dataset.place = handIn.place;
    fill(row);
  }
  enhance(table, () => document.title, () => { origin.places = shownPlaces(table); });
  origin = { hash: location.hash, title: label, places: shownPlaces(table) };
}

function showCase(parent, number) {
  const asked = data.cases[number];
  heading(parent, asked.name);
  const who = failing(number);
  const kind = `${asked.hidden ? "hidden" : "public"}${asked.bonus ? ", bonus" : ""}`;
  element(parent, "p", `Case ${number + 1}, in ${asked.question}: ${counted(asked.points, "point")}, ${kind}. ${who.length} of ${counted(data.hand_ins.length, "hand-in")} did not pass it.`);
  if (!who.length) return;
  explanationsIn(parent, who.map((handIn) => [outcomeOf(handIn, number), handIn.place]));
  const heads = [["explained by"], ["what they read"]];
  tableOf(parent, `case ${number + 1}`, heads, who.map((handIn) => [handIn, (row) => {
    const outcome = outcomeOf(handIn, number);
    handInCells(row, handIn);
    explainIn(element(row, "td", "", "name"), outcome, handIn.place);
    reading(element(row, "td", "", "long"), outcome.text);
  }]));
}

function showMistake(parent, known) {
  heading(parent, known.title);
  const who = making(known.name);
  element(parent, "p", `A known mistake in ${known.question}, called ${known.name}. ${counted(who.length, "hand-in")} made it.`);
  const heads = [["cases that it explains"]];
  tableOf(parent, "the mistake", heads, who.map((handIn) => [handIn, (row) => {
    handInCells(row, handIn);
    const cell = element(row, "td", "", "long");
    const numbers = Object.keys(handIn.cases).map(Number).filter((n) => outcomeOf(handIn, n).mistake === known.name);
    numbers.forEach((n, at) => {
      if (at) cell.append(", ");
      link(cell, nameWithin(known.question, n), `#case=${n + 1}`);
    });
  }]));
}

// A known mistake to begin with. The code of a hand-in stands in comments: a known mistake is run
// unconfined, so somebody has to read it first.
function stubOf(group, number, handIn) {
  const given = functionIn(Object.entries(data.given), group.function);
  const parameters = given?.lines.join("\n").match(/^[^(]*\(([\w\s,]*)\)/)?.[1] ?? "*args";
  const name = group.function.replace(/\W/g, "_");
  const own = functionIn(handIn.code, group.function);
  const lines = own?.lines.map((line) => `    # ${line}`.trimEnd()) ?? [];
  return [
    `@wrong("${group.function}", "what is done wrong", hint="what is to be looked at?")`,
    `def ${name}_${number}(${parameters.replace(/\s+/g, " ").trim()}):`,
    "    # Known mistakes run unconfined: read what was handed in before you take anything from it.",
    ...lines,
    "    raise NotImplementedError",
    "",
  ].join("\n");
}

function addStub(parent, group, number, handIn) {
  element(parent, "h2", "A known mistake to begin with");
  element(parent, "p", "For misconceptions.py of the assignment; autograder validate says whether it is told from the right answer and from the others.");
  const text = stubOf(group, number, handIn);
  const stub = element(parent, "pre", text, "stub");
  stub.tabIndex = 0;
  const tools = element(parent, "div", "", "tools");
  const said = element(tools, "p");
  said.setAttribute("role", "status");
  tools.prepend(button(null, "Copy", "small", () => {
    getSelection().selectAllChildren(stub); // so that it can be copied by hand where this is refused
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject();
    copied.then(() => { said.textContent = "Copied."; }, () => { said.textContent = "Selected: copy it."; });
  }));
}

function showGroup(parent, group, number) {
  const who = group.hand_ins.map((place) => data.hand_ins[place]);
  const same = who.length === 1 ? "A failure of one hand-in" : `${who.length} hand-ins that answer alike`;
  heading(parent, `${same} in ${group.function}`);
  const cases = element(parent, "p", `No known mistake explains what they answer in ${counted(group.cases.length, "case")}: `);
  group.cases.forEach((n, at) => {
    if (at) cases.append(", ");
    link(cases, nameWithin(group.question, n), `#case=${n + 1}`);
  });
  element(parent, "h2", "What they read");
  element(parent, "pre", outcomeOf(who[0], group.cases[0]).text);
  if (group.written) addStub(parent, group, number, who[0]);
  element(parent, "h2", `Code of ${group.function}`);
  for (const handIn of who) {
    const article = element(parent, "article");
    link(element(article, "h3"), handIn.name, hashOf(handIn.name));
    const more = element(article, "details");
    element(more, "summary", "its code").setAttribute("aria-label", `its code: ${handIn.name}`);
    more.addEventListener("toggle", () => {
      if (!more.open || more.childElementCount > 1) return;
      const own = functionIn(handIn.code, group.function);
      if (own === undefined) element(more, "p", "It has no function of that name, or is not where it was.");
      else codeBlock(more, `${group.function} of ${handIn.name}`, own.lines, own.first);
    });
    more.open = handIn === who[0];
  }
  origin = { hash: location.hash, title: `group ${number}`, places: [...group.hand_ins] };
}
