// The code of a hand-in: lines with numbers, those marked that messages name, functions found in it.

const LINE = /([\w./-]+\.py), line (\d+)/g;

// Where the block of the function or class so called begins and ends, between two lines; the last one holds.
function blockIn(lines, name, from, to) {
  const begins = new RegExp(`^\\s*(?:async +)?(?:def|class) +${name}\\b`);
  let first = -1;
  for (let at = from; at < to; at += 1) if (begins.test(lines[at])) first = at;
  if (first < 0) return undefined;
  const depthOf = (line) => line.match(/^\s*/)[0].length;
  let last = first;
  for (let at = first + 1; at < to; at += 1) {
    if (!lines[at].trim()) continue;
    if (depthOf(lines[at]) <= depthOf(lines[first]) && !/^\s*\)/.test(lines[at])) break;
    last = at;
  }
  return [first, last + 1];
}

// The lines of a function, a class or, as in "Linear.backward", a method.
function functionIn(files, name) {
  const parts = name.split(".").map((part) => part.replace(/\W/g, ""));
  if (parts.some((part) => !part)) return undefined;
  for (const [file, text] of files) {
    const lines = text.split("\n");
    let found = [0, lines.length];
    for (const part of parts) found = found && blockIn(lines, part, ...found);
    if (found) {
      const [first, end] = found;
      return { name: parts.at(-1), file, first: first + 1, lines: lines.slice(first, end) };
    }
  }
  return undefined;
}

function codeBlock(parent, label, lines, first = 1) {
  const block = element(parent, "pre", "", "code");
  block.tabIndex = 0;
  block.setAttribute("role", "region");
  block.setAttribute("aria-label", label);
  lines.forEach((text, at) => {
    const line = element(block, "span", text || " ", "line");
    line.dataset.n = first + at;
  });
  return block;
}

class Code {
  constructor(parent, files) {
    this.files = files;
    this.blocks = new Map();
    for (const [file, text] of files) {
      element(parent, "h3", file);
      const lines = text.replace(/\n$/, "").split("\n");
      this.blocks.set(file, codeBlock(parent, `Code of ${file}`, lines));
    }
  }

  line(file, number) {
    const own = this.blocks.get(file);
    return own === undefined ? undefined : own.children[number - 1];
  }

  // Marks a line that a failure is about; `back` leads to the failure.
  mark(file, number, place, back) {
    const line = this.line(file, number);
    if (line === undefined) return;
    line.classList.add("named");
    const ref = button(line, line.childElementCount ? `${place + 1}` : `case ${place + 1}`, "ref", back);
    ref.setAttribute("aria-label", `case ${place + 1}`);
  }

  show(file, number) {
    const line = this.line(file, number);
    if (line === undefined) return;
    for (const other of document.querySelectorAll(".line.here")) other.classList.remove("here");
    line.classList.add("here");
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center" });
  }
}

// A message in which every line of the code that it names is a button that shows it.
function messageIn(parent, text, code) {
  const block = element(parent, "pre");
  let done = 0;
  for (const found of text.matchAll(LINE)) {
    if (code === undefined || code.line(found[1], Number(found[2])) === undefined) continue;
    block.append(text.slice(done, found.index));
    button(block, found[0], "quiet", () => code.show(found[1], Number(found[2])));
    done = found.index + found[0].length;
  }
  block.append(text.slice(done));
  return block;
}
