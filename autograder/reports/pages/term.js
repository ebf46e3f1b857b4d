// The page of a term: its tables are sorted and saved, its students found by name.

const ways = document.getElementById("ways");
const filters = document.getElementById("filters");

for (const table of document.querySelectorAll("table.sortable")) {
  const part = table.closest("section").querySelector("h2").textContent;
  table.said = enhance(table, () => `term ${part}`);
}

function findStudents() {
  const parts = folded(filters.elements.find.value).split(/\s+/);
  const rows = [...ways.tBodies[0].rows];
  for (const row of rows) {
    const who = folded([...row.querySelectorAll("td.who")].map((cell) => cell.textContent).join(" "));
    row.hidden = !parts.every((part) => who.includes(part));
  }
  ways.said.textContent = `${rows.filter((row) => !row.hidden).length} of ${counted(rows.length, "student")}`;
}

filters.hidden = false;
filters.addEventListener("input", findStudents);
filters.addEventListener("submit", (event) => event.preventDefault());
findStudents();
