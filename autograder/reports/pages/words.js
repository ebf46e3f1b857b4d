// Elements and texts. What comes from a hand-in is only ever set as text.

function element(parent, tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== "") made.textContent = text;
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function link(parent, text, hash) {
  const made = element(parent, "a", text);
  made.href = hash;
  return made;
}

function button(parent, text, className, act) {
  const made = element(parent, "button", text, className);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

// Letters that Unicode does not take apart into one of ASCII's and an accent.
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", æ: "ae", œ: "oe", ı: "i", þ: "th" };

function folded(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[ßøłđðæœıþ]/g, (letter) => LETTERS[letter]);
}

// Gives the browser a file to keep.
function save(name, content, type) {
  const made = document.createElement("a");
  made.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  made.download = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 120);
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 10000);
}
