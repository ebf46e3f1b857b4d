"""Draws what hand-outs show: an idea a drawing, in the letters of formulas, which need no language.

    python tools/drawings.py

Writes ``assignments/HW/pictures/*.svg``. A drawing follows the reader's light or dark scheme, alone
and as a part of a page.
"""

from __future__ import annotations

import math
from pathlib import Path

from drawn_applications import (
    eight_views,
    gram,
    liberties,
    masks,
    moves,
    unrolled,
    variational,
)
from sketch import CELL, Drawing

ASSIGNMENTS = Path(__file__).parents[1] / "assignments"


def window() -> Drawing:
    """A window of 3 by 3 slides over an image of 5 by 5 with zeros around it, in steps of 2."""
    d = Drawing(560, 300)
    for i in range(7):
        for j in range(7):
            inside = 0 < i < 6 and 0 < j < 6
            d.box(10 + CELL * j, 30 + CELL * i, CELL, CELL, "d-f" if inside else "d-e")
            if not inside:
                d.words(10 + CELL * (j + 0.5), 30 + CELL * (i + 0.5) + 5, "0", "d-t d-m d-s")
    d.arrow(10 + 7 * CELL + 8, 130, 338, 130)
    d.box(10 + 2 * CELL, 30, 3 * CELL, 3 * CELL, "d-b")
    d.box(10, 30, 3 * CELL, 3 * CELL, "d-a")
    d.arrow(10 + 1.5 * CELL, 14, 10 + 3.5 * CELL, 14, "b")
    d.words(10 + 4.6 * CELL, 19, "stride = 2", "d-t")
    d.words(290, 255, "pad = 1", "d-t d-s")
    d.words(340, 100, "out", "d-t")
    for i in range(3):
        for j in range(3):
            d.box(340 + CELL * j, 112 + CELL * i, CELL, CELL, "d-f")
    d.box(340 + CELL, 112, CELL, CELL, "d-b")
    d.box(340, 112, CELL, CELL, "d-a")
    d.words(290, 285, "H' = (5 + 2·1 − 3) // 2 + 1 = 3", "d-t")
    return d


def tie() -> Drawing:
    """Two numbers of a pooling window are equally large: what each of them may get of dout."""
    d = Drawing(470, 130)
    shown = [
        ("x", [["3", "7"], ["7", "1"]], ""),
        ("dx", [["0", "1"], ["0", "0"]], "✓"),
        ("dx", [["0", "0"], ["1", "0"]], "✓"),
        ("dx", [["0", "½"], ["½", "0"]], "✓"),
        ("dx", [["0", "1"], ["1", "0"]], "✗"),
    ]
    for place, (name, rows, verdict) in enumerate(shown):
        x = 10 + place * 92 + (14 if place else 0)
        d.words(x + CELL, 20, name)
        d.grid(x, 30, rows)
        kind = "d-t d-m d-g" if verdict == "✓" else "d-t d-m d-x"
        d.words(x + CELL, 122, verdict or "dout = 1", kind if verdict else "d-t d-m")
    d.box(10 + CELL, 30, CELL, CELL, "d-a")
    d.box(10, 30 + CELL, CELL, CELL, "d-a")
    return d


def saturated() -> Drawing:
    """The sigmoid and its slope; shaded is where the slope is below 1 % of its maximum."""
    d = Drawing(560, 210)
    left, low, high, unit = 20.0, 170.0, 20.0, 32.0  # x from -8 to 8, y from 0 to 1

    def at(x: float, y: float) -> tuple[float, float]:
        return left + (x + 8) * unit, low - y * (low - high)

    def sigmoid(x: float) -> float:
        return 1 / (1 + math.exp(-x))

    # s (1 - s) = 1 % of 1/4 where s = (1 ± sqrt(0.99)) / 2.
    s = (1 + math.sqrt(0.99)) / 2
    bound = math.log(s / (1 - s))
    for first, last in ((-8.0, -bound), (bound, 8.0)):
        d.box(at(first, 1)[0], high, (last - first) * unit, low - high, "d-h")
    d.curve([at(-8, 0), at(8, 0)], "d-l")
    d.curve([at(0, 0), at(0, 1)], "d-l")
    points = [x / 8 for x in range(-64, 65)]
    d.curve([at(x, sigmoid(x)) for x in points], "d-a")
    d.curve([at(x, sigmoid(x) * (1 - sigmoid(x))) for x in points], "d-b")
    for x, text in ((-bound, f"−{bound:.2f}"), (0, "0"), (bound, f"{bound:.2f}")):
        d.words(at(x, 0)[0], low + 20, text)
    d.words(at(0, 0)[0] + 10, high + 12, "1", "d-t")
    d.words(at(2.6, 0)[0], at(0, 0.82)[1], "s", "d-t")
    d.words(at(1.6, 0)[0], at(0, 0.2)[1], "s (1 − s)", "d-t")
    return d


def norms() -> Drawing:
    """Columns are examples, rows are channels, a square is an image: what shares a mean."""
    d = Drawing(550, 206)
    size = 26
    kinds = {
        "batch": [(0, j) for j in range(4)],
        "layer": [(i, 0) for i in range(4)],
        "instance": [(0, 0)],
        "group, G = 2": [(0, 0), (1, 0)],
    }
    for place, (name, together) in enumerate(kinds.items()):
        x, y = 26 + place * 136, 54
        d.words(x + 2 * size, 20, name)
        d.words(x + 2 * size, 44, "N", "d-t d-m d-s")
        d.words(x - 12, y + 2 * size + 5, "C", "d-t d-m d-s")
        for i in range(4):
            for j in range(4):
                d.box(
                    x + size * j, y + size * i, size, size, "d-A" if (i, j) in together else "d-f"
                )
        over = {"batch": "N, H, W", "layer": "C, H, W", "instance": "H, W"}.get(name, "C/G, H, W")
        d.words(x + 2 * size, y + 4 * size + 26, over)
    return d


def paths() -> Drawing:
    """The graph of batch normalization, and the three paths by which the gradient reaches x."""
    d = Drawing(560, 230)
    nodes = {
        "x": (30, 60),
        "μ": (110, 130),
        "x − μ": (190, 60),
        "σ²": (262, 130),
        "1/√(σ² + ε)": (362, 130),
        "x̂": (450, 60),
        "out": (530, 60),
    }
    width = {"1/√(σ² + ε)": 104, "x − μ": 62}
    for first, last in (("x − μ", "x̂"), ("x", "x − μ"), ("x̂", "out")):
        x0, x1 = (
            nodes[first][0] + width.get(first, 44) / 2,
            nodes[last][0] - width.get(last, 44) / 2,
        )
        d.arrow(x0, 60, x1, 60)
    for first, last in (("x", "μ"), ("μ", "x − μ"), ("x − μ", "σ²"), ("1/√(σ² + ε)", "x̂")):
        (xa, ya), (xb, yb) = nodes[first], nodes[last]
        step = 18 if yb > ya else -18
        d.arrow(xa + 16, ya + step, xb - 16, yb - step)
    d.arrow(284, 130, 310, 130)
    for name, (x, y) in nodes.items():
        w = width.get(name, 44)
        d.box(x - w / 2, y - 18, w, 36, "d-f", 6)
        d.words(x, y + 5, name)
    d.curve([(450, 34), (450, 22), (30, 22)], "d-a")
    d.arrow(30, 22, 30, 42, "a")
    d.words(240, 16, "1", "d-t d-m")
    d.curve([(182, 86), (166, 160), (60, 160)], "d-b")
    d.arrow(60, 160, 40, 80, "b")
    d.words(112, 178, "2", "d-t d-m")
    d.curve([(450, 80), (440, 205), (20, 205)], "d-c")
    d.arrow(20, 205, 20, 80, "c")
    d.words(240, 222, "3", "d-t d-m")
    return d


def crop() -> Drawing:
    """An image of 600 by 400 is made 150 by 100, and its middle of 100 by 100 is kept."""
    d = Drawing(560, 250)
    d.box(20, 30, 300, 200, "d-f")
    d.words(170, 22, "600")
    d.words(170, 136, "600 × 400")
    d.arrow(330, 130, 372, 130)
    d.box(385, 80, 150, 100, "d-f")
    d.box(410, 80, 100, 100, "d-a")
    for x, text in ((397, "25"), (460, "100"), (523, "25")):
        d.words(x, 70, text)
    d.words(460, 136, "100")
    d.words(460, 204, "150", "d-t d-m d-s")
    return d


def columns() -> Drawing:
    """Every window becomes a row; on the way back what two windows share adds up."""
    d = Drawing(600, 160)
    d.words(10 + 1.5 * CELL, 40, "x")
    d.grid(10, 52, [["1", "2", "3"]])
    d.box(10 + CELL, 52, 2 * CELL, CELL, "d-b")
    d.box(10, 52, 2 * CELL, CELL, "d-a")
    d.words(175, 58, "im2col")
    d.arrow(135, 70, 215, 70)
    d.grid(230, 34, [["1", "2"], ["2", "3"]])
    d.box(230, 34, 2 * CELL, CELL, "d-a")
    d.box(230, 34 + CELL, 2 * CELL, CELL, "d-b")
    d.words(370, 58, "col2im")
    d.arrow(325, 70, 415, 70)
    d.grid(430, 52, [["1", "4", "3"]])
    d.words(430 + 1.5 * CELL, 112, "2 + 2")
    d.words(10, 150, "(N H' W', C · height · width)", "d-t d-s")
    return d


DRAWINGS = {
    "hw1_layers/pictures/window.svg": window,
    "hw1_layers/pictures/tie.svg": tie,
    "hw1_layers/pictures/saturated.svg": saturated,
    "hw2_data_and_initialization/pictures/crop.svg": crop,
    "hw3_normalization/pictures/norms.svg": norms,
    "hw3_normalization/pictures/paths.svg": paths,
    "hw4_training/pictures/columns.svg": columns,
    "hw5_applications/pictures/gram.svg": gram,
    "hw5_applications/pictures/liberties.svg": liberties,
    "hw5_applications/pictures/moves.svg": moves,
    "hw5_applications/pictures/symmetries.svg": eight_views,
    "hw5_applications/pictures/unrolled.svg": unrolled,
    "hw5_applications/pictures/vae.svg": variational,
    "hw5_applications/pictures/masks.svg": masks,
}
"""The file of each drawing, below ``assignments/``."""


def main() -> None:
    """Write all drawings."""
    for name, draw in DRAWINGS.items():
        path = ASSIGNMENTS / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(draw().svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
