// Tables that are sorted by any column, and saved as CSV the way they are shown.

function valueOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function compared(a, b, numeric) {
  if (numeric) {
    const [x, y] = [parseFloat(a), parseFloat(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? Number.isNaN(x) - Number.isNaN(y) : x - y;
  }
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });
}

function sortBy(table, column, descending) {
  const heads = [...table.tHead.rows[0].cells];
  const numeric = heads[column].classList.contains("number");
  const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row, column), row]);
  const sign = descending ? -1 : 1;
  rows.sort(([a], [b]) => sign * compared(a, b, numeric));
  if (numeric) rows.sort(([a], [b]) => Number.isNaN(parseFloat(a)) - Number.isNaN(parseFloat(b)));
  table.tBodies[0].append(...rows.map(([, row]) => row));
  heads.forEach((head, at) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", descending ? "descending" : "ascending");
}

// A cell that no spreadsheet computes: how it may begin is that of autograder/reports/cells.py.
function plainCell(text) {
  const first = text.match(/[^\p{Z}\p{C}]/u);
  const begins = first ? first[0].normalize("NFKC") : "";
  const signed = "=+-@".includes(begins[0]) && begins !== "";
  const number = /^-?\d+(\.\d+)?$/.test(text);
  return !number && (signed || /^[\t\r\n\0]/.test(text)) ? `'${text}` : text;
}

function csvOf(table) {
  const quoted = (text) => `"${plainCell(text).replaceAll('"', '""')}"`;
  const rows = [...table.tHead.rows, ...table.tBodies[0].rows].filter((row) => !row.hidden);
  const texts = rows.map((row) => [...row.cells].map((cell) => quoted(cell.textContent.trim())));
  return texts.map((row) => row.join(",")).join("\r\n") + "\r\n";
}

// Makes a button of each head, and gives the table its tools; `sorted` is told of a click.
function enhance(table, title, sorted = () => {}) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if ("unsorted" in head.dataset) return;
    const text = head.textContent;
    head.textContent = "";
    button(head, text, "", () => {
      const up = head.getAttribute("aria-sort") === "ascending";
      const fresh = !head.hasAttribute("aria-sort") && head.classList.contains("number");
      sortBy(table, column, up || fresh);
      sorted(column, up || fresh);
    });
  });
  const tools = document.createElement("div");
  tools.className = "tools";
  table.parentElement.before(tools);
  const what = document.createElement("p");
  what.className = "muted";
  what.setAttribute("role", "status");
  tools.append(what);
  button(tools, "Save as CSV", "small", () => save(`${title()}.csv`, csvOf(table), "text/csv"));
  return what;
}

function tableIn(parent, label, heads) {
  const scroll = element(parent, "div", "", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", label);
  const table = element(scroll, "table", "", "sortable");
  const row = element(element(table, "thead"), "tr");
  for (const [text, className] of heads) {
    element(row, "th", text, className).scope = "col";
  }
  element(table, "tbody");
  return table;
}
