// A histogram is drawn as SVG, and saved as SVG or PNG with the colours of the page.

const SVG = "http://www.w3.org/2000/svg";
const BINS = 20;

function shape(parent, tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

function drawHistogram(svg, points, most) {
  const counts = new Array(BINS).fill(0);
  const step = most / BINS;
  for (const value of points) counts[Math.max(0, Math.min(BINS - 1, Math.floor(value / step)))] += 1;
  const tallest = Math.max(1, ...counts);
  const told = (value) => String(Math.round(value * 100) / 100);
  svg.replaceChildren();
  const name = `Points of the ${counted(points.length, "line")} shown`;
  shape(svg, "title", {}, name);
  svg.setAttribute("aria-label", name);
  shape(svg, "text", { x: 4, y: 14 }, `${tallest} hand-ins`);
  shape(svg, "line", { x1: 20, x2: 620, y1: 190, y2: 190 });
  counts.forEach((count, at) => {
    const height = (165 * count) / tallest;
    const place = { x: 21 + 30 * at, y: (190 - height).toFixed(1), width: 28, height: height.toFixed(1) };
    const bar = shape(svg, "rect", place);
    shape(bar, "title", {}, `${told(at * step)} to ${told((at + 1) * step)} points: ${count}`);
    if (at % 4 === 0) {
      shape(svg, "text", { x: 20 + 30 * at, y: 207, "text-anchor": "middle" }, told(at * step));
    }
  });
  shape(svg, "text", { x: 620, y: 207, "text-anchor": "middle" }, told(most));
}

function coloured(svg) {
  const copy = svg.cloneNode(true);
  const [own, copies] = [svg, copy].map((from) => [...from.querySelectorAll("rect, line, text")]);
  own.forEach((from, at) => {
    const look = getComputedStyle(from);
    copies[at].setAttribute("fill", look.fill);
    copies[at].setAttribute("stroke", look.stroke);
    copies[at].setAttribute("font-family", "sans-serif");
    copies[at].setAttribute("font-size", look.fontSize);
  });
  const paper = getComputedStyle(document.body).backgroundColor;
  const ground = shape(copy, "rect", { width: 640, height: 220, fill: paper });
  copy.prepend(ground);
  copy.setAttribute("xmlns", SVG);
  return copy;
}

// Drawn anew on a canvas: a picture of the SVG itself would be a request.
function painted(svg) {
  const canvas = document.createElement("canvas");
  canvas.width = 1280;
  canvas.height = 440;
  const brush = canvas.getContext("2d");
  brush.scale(2, 2);
  for (const part of coloured(svg).children) {
    const number = (name) => Number(part.getAttribute(name) ?? 0);
    brush.fillStyle = part.getAttribute("fill") ?? "";
    brush.strokeStyle = part.getAttribute("stroke") ?? "";
    if (part.tagName === "rect") brush.fillRect(number("x"), number("y"), number("width"), number("height"));
    if (part.tagName === "line") {
      brush.beginPath();
      brush.moveTo(number("x1"), number("y1"));
      brush.lineTo(number("x2"), number("y2"));
      brush.stroke();
    }
    if (part.tagName === "text") {
      brush.font = "12px sans-serif";
      brush.textAlign = part.getAttribute("text-anchor") === "middle" ? "center" : "left";
      brush.fillText(part.textContent, number("x"), number("y"));
    }
  }
  return canvas;
}

function addPictureTools(svg, title) {
  const tools = document.createElement("div");
  tools.className = "tools";
  svg.after(tools);
  const text = () => new XMLSerializer().serializeToString(coloured(svg));
  button(tools, "Save as SVG", "small", () => save(`${title()}.svg`, text(), "image/svg+xml"));
  button(tools, "Save as PNG", "small", () => {
    painted(svg).toBlob((blob) => save(`${title()}.png`, blob), "image/png");
  });
}
