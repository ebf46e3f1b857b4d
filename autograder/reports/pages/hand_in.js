// One hand-in: what staff and the student see of every case, beside the code.

const LINES_ABOVE = 160; // pixels of code that stay above the first line that is marked

let failedOnly = true;
let tab = 0;

function labelOf(number) {
  const asked = data.cases[number];
  return `${number + 1}. ${asked.question}: ${asked.name}${asked.bonus ? " (bonus)" : ""}`;
}

// What is there of a case: points, message, status and the known mistake that explains it.
function outcomeOf(handIn, number) {
  const asked = data.cases[number];
  const [points, text, status, mistake] = handIn.cases[number] ?? [asked.points, -1, "passed", -1];
  return {
    number, points, status,
    most: asked.bonus ? 0 : asked.points,
    text: text < 0 ? "" : data.texts[text],
    mistake: mistake < 0 ? "" : data.texts[mistake],
    passed: status === "passed",
  };
}

function told(outcome, staff) {
  const status = staff || outcome.passed ? outcome.status : "failed"; // Gradescope knows no third
  return `(${outcome.points}/${outcome.most}, ${status})`;
}

function aboutCase(article, outcome, handIn, code) {
  const line = element(article, "p", "", "about");
  const asked = data.cases[outcome.number];
  if (asked.hidden) element(line, "span", "hidden case", "chip hidden-case");
  link(line, "who failed it", `#case=${outcome.number + 1}`);
  if (outcome.mistake) link(line, titleOf(outcome.mistake), `#mistake=${encodeURIComponent(outcome.mistake)}`);
  const group = groupOf(outcome.number, handIn.place);
  if (group !== undefined && !outcome.passed) {
    const others = data.groups[group].hand_ins.length - 1;
    link(line, others ? `${counted(others, "other")} answered the same` : "nobody else answered so", `#group=${group + 1}`);
  }
  const place = functionOf(outcome, handIn);
  if (place !== undefined) {
    button(line, `show ${place.name}`, "quiet", () => code.show(place.file, place.first));
  }
}

// Where the function begins that a failure is about: the one that was called last, else its question's.
function functionOf(outcome, handIn) {
  const group = groupOf(outcome.number, handIn.place);
  const asked = halfless(data.cases[outcome.number].question);
  return functionIn(handIn.code, group === undefined ? asked : data.groups[group].function);
}

function caseArticle(parent, outcome, handIn, code) {
  const staff = code !== undefined;
  const article = element(parent, "article", "", staff || outcome.passed ? outcome.status : "failed");
  const heading = element(article, "h3", `${labelOf(outcome.number)} `);
  element(heading, "span", told(outcome, staff), "verdict");
  if (staff && !outcome.passed) aboutCase(article, outcome, handIn, code);
  if (outcome.text) messageIn(article, outcome.text, code);
  if (staff && !outcome.passed) {
    article.tabIndex = -1;
    const back = () => { article.focus({ preventScroll: true }); article.scrollIntoView({ block: "center" }); };
    const named = new Set([...outcome.text.matchAll(LINE)].map((found) => found[0]));
    for (const place of named) {
      const [file, number] = place.split(", line ");
      code.mark(file, Number(number), outcome.number, back);
    }
    const begins = named.size ? undefined : functionOf(outcome, handIn);
    if (begins !== undefined) code.mark(begins.file, begins.first, outcome.number, back);
  }
}

function addNotes(panel, handIn, code) {
  for (const [name, text] of handIn.notes) {
    const article = element(panel, "article", "", "note");
    element(article, "h3", data.texts[name]);
    if (data.texts[text]) messageIn(article, data.texts[text], code);
  }
}

function fillPanel(panel, handIn, code) {
  const viewer = data.tabs[tab];
  const staff = tab === 0;
  for (const mark of document.querySelectorAll(".line.named")) {
    mark.classList.remove("named");
    mark.querySelectorAll("button").forEach((ref) => ref.remove());
  }
  panel.replaceChildren();
  const outcomes = data.cases.map((_, number) => outcomeOf(handIn, number));
  const failed = outcomes.filter((outcome) => !outcome.passed).length;
  const shown = staff ? outcomes : outcomes.filter((o) => viewer.seen.includes(data.cases[o.number].visibility));
  const sum = failed ? `${failed} of ${counted(outcomes.length, "case")} not passed` : `All ${outcomes.length} cases passed`;
  element(panel, "h2", staff ? sum : viewer.title);
  if (!staff) {
    const most = outcomes.reduce((sum, outcome) => sum + outcome.most, 0);
    const hides = outcomes.some((o) => data.cases[o.number].visibility === "hidden");
    const total = `${handIn.score} of ${Math.round(most * 1e6) / 1e6} points`;
    element(panel, "p", hides ? "No total is shown: a test is hidden" : total, "score");
  }
  const label = element(panel, "label", "", "tools");
  const box = element(label, "input");
  box.type = "checkbox";
  box.checked = failedOnly;
  label.append(" Failed only");
  box.addEventListener("change", () => {
    failedOnly = box.checked;
    fillPanel(panel, handIn, code);
    panel.querySelector("input").focus();
  });
  if (!staff) addNotes(panel, handIn);
  const listed = shown.filter((outcome) => !failedOnly || !outcome.passed);
  for (const outcome of listed) caseArticle(panel, outcome, handIn, staff ? code : undefined);
  if (!listed.length && failed) element(panel, "p", "Every case that is shown here was passed.", "good");
  if (staff) addNotes(panel, handIn, code);
  const unseen = outcomes.length - shown.length;
  if (unseen) element(panel, "p", `${unseen} more are not shown to this viewer.`);
}

// The tabs of a list of panels that is filled anew for each: arrows move between them.
function addTabs(parent, titles, fill) {
  const list = element(parent, "div", "", "tabs");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Who looks at it");
  const panel = element(parent, "div");
  panel.id = "panel";
  panel.setAttribute("role", "tabpanel");
  const choose = (chosen, focus) => {
    tab = (chosen + titles.length) % titles.length;
    buttons.forEach((own, at) => {
      own.setAttribute("aria-selected", String(at === tab));
      own.tabIndex = at === tab ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", buttons[tab].id);
    if (focus) buttons[tab].focus();
    fill(panel);
  };
  const buttons = titles.map((title, at) => {
    const made = button(list, title, "", () => choose(at));
    made.id = `tab-${at}`;
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", "panel");
    return made;
  });
  list.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: tab - 1, ArrowRight: tab + 1, Home: 0, End: titles.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to, true);
  });
  choose(tab);
}

function trail(parent, handIn) {
  const line = element(parent, "p", "", "trail");
  link(line, `Back to ${origin.title}`, origin.hash).className = "back";
  const at = origin.places.indexOf(handIn.place);
  if (at < 0) return;
  const others = { prev: ["Previous", at - 1], next: ["Next", at + 1] };
  for (const [rel, [word, to]] of Object.entries(others)) {
    if (to < 0 || to >= origin.places.length) continue;
    const name = data.hand_ins[origin.places[to]].name;
    link(line, `${word}: ${name}`, hashOf(name)).rel = rel;
  }
  element(line, "span", `${at + 1} of ${origin.places.length}`, "muted");
}

function showHandIn(parent, handIn) {
  trail(parent, handIn);
  heading(parent, handIn.name);
  if (handIn.student && handIn.student !== handIn.name) element(parent, "p", handIn.student);
  const facts = element(parent, "dl", "", "facts");
  for (const [name, value] of handIn.facts) {
    const pair = element(facts, "div");
    element(pair, "dt", name);
    element(pair, "dd", value);
  }
  const split = element(parent, "div", "", "split");
  const left = element(split, "div");
  const side = element(split, "div", "", "side");
  element(side, "h2", "Code");
  if (!handIn.code.length) element(side, "p", "The hand-in is not where it was, or has changed since it was graded.");
  const code = new Code(side, handIn.code);
  addTabs(left, data.tabs.map((viewer) => viewer.title), (panel) => fillPanel(panel, handIn, code));
  const first = side.querySelector(".line.named"); // where the two stand side by side
  if (first) side.scrollTop = first.offsetTop - LINES_ABOVE;
}
