"""The drawings of hw5, which ``drawings.py`` writes: style, Go, captions, and images."""

from __future__ import annotations

from sketch import CELL, Drawing


def gram() -> Drawing:
    """A feature of two channels times its transpose: one number of the Gram matrix is marked."""
    d = Drawing(560, 180)
    top = 50
    d.words(10 + 1.5 * CELL, 34, "F")
    d.grid(10, top, [["1", "2", "0"], ["3", "0", "1"]])
    d.words(10 + 1.5 * CELL, top + 2 * CELL + 22, "C × M", "d-t d-m d-s")
    d.words(140, top + CELL + 5, "·")
    d.words(160 + CELL, 34, "Fᵀ")
    d.grid(160, top, [["1", "3"], ["2", "0"], ["0", "1"]])
    d.words(254, top + CELL + 5, "=")
    d.words(276 + CELL, 34, "G")
    d.grid(276, top, [["5", "3"], ["3", "10"]])
    d.words(276 + CELL, top + 2 * CELL + 22, "C × C", "d-t d-m d-s")
    d.box(10, top, 3 * CELL, CELL, "d-a")
    d.box(160 + CELL, top, CELL, 3 * CELL, "d-b")
    d.box(276 + CELL, top, CELL, CELL, "d-c")
    d.words(370, top + 24, "1·3 + 2·0 + 0·1 = 3", "d-t")
    return d


def liberties() -> Drawing:
    """A group of three stones, its liberties counted, and a stone that is not of the group."""
    d = Drawing(170, 150)
    step, x, y = 26, 34, 22
    d.board(x, y, (".....", ".XX..", ".X...", "..X..", "....."), step)
    free = [(0, 1), (0, 2), (1, 0), (1, 3), (2, 0), (2, 2), (3, 1)]
    for number, (row, column) in enumerate(free, 1):
        d.mark(x + step * column, y + step * row, str(number))
    return d


def moves() -> Drawing:
    """Two moves, each before and after: a capture, and one that makes a point ko."""
    d = Drawing(560, 116)
    step, y = 24, 22
    boards = [
        (22, ("....", "..X.", ".XOX", "....")),
        (160, ("....", "..X.", ".X.X", "..X.")),
        (326, (".XO.", "X.XO", ".XO.", "....")),
        (464, (".XO.", "XO.O", ".XO.", "....")),
    ]
    for x, rows in boards:
        d.board(x, y, rows, step)
    for x in (112, 416):
        d.arrow(x, y + 1.5 * step, x + 28, y + 1.5 * step)
    d.mark(22 + 2 * step, y + 3 * step, "1")
    d.mark(326 + step, y + step, "1")
    d.mark(464 + 2 * step, y + step, "×")
    return d


def eight_views() -> Drawing:
    """The eight symmetries of a square with the numbers 0 to 8; where 5 stands is marked."""
    d = Drawing(600, 104)
    size = 21
    view = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    for k in range(8):
        x, y = 8 + k * 75, 30
        shown = [row[::-1] for row in view] if k >= 4 else view
        d.words(x + 1.5 * size, 18, f"k = {k}")
        for i, row in enumerate(shown):
            for j, number in enumerate(row):
                d.box(x + size * j, y + size * i, size, size, "d-f")
                d.words(x + size * (j + 0.5), y + size * (i + 0.5) + 5, str(number), "d-t d-m d-s")
                if number == 5:
                    d.box(x + size * j, y + size * i, size, size, "d-a")
        view = [[row[2 - i] for row in view] for i in range(3)]  # a quarter turn, anticlockwise
    return d


def unrolled() -> Drawing:
    """Three steps of a recurrent network: forward in black, what comes back in colours."""
    d = Drawing(600, 272)
    y, width = 120, 84
    for t in range(1, 4):
        x = 80 + (t - 1) * 170
        count = "₁₂₃"[t - 1]
        d.box(x, y - 26, width, 52, "d-f", 6)
        d.words(x + width / 2, y + 5, "tanh")
        d.words(x + 66, y + 98, f"x{count}")
        d.arrow(x + 66, y + 80, x + 66, y + 28)
        d.arrow(x + width, y - 10, x + 168, y - 10)
        d.words(x + width + 26, y - 20, f"h{count}")
        d.words(x + width + 56, 22, f"dh[:, {t - 1}]")
        d.arrow(x + width + 56, 30, x + width + 56, y + 8, "a")
        d.arrow(x + (168 if t < 3 else width + 56), y + 12, x + width + 2, y + 12, "b")
        d.arrow(x + 20, y + 28, x + 20, y + 124, "c")
    d.words(40, y - 20, "h₀")
    d.arrow(20, y - 10, 78, y - 10)
    d.arrow(78, y + 12, 20, y + 12, "b")
    d.words(44, y + 32, "dh₀")
    d.box(80, y + 126, 424, 24, "d-f", 6)
    d.words(292, y + 143, "dW = Σ")
    return d


def variational() -> Drawing:
    """A variational autoencoder: forward in black, gradients in orange, those of KL in green."""
    d = Drawing(600, 200)
    boxes = {
        "x": (8, 84, 34),
        "W1 · ReLU · W2": (66, 84, 124),
        "mean": (222, 40, 62),
        "logvar": (222, 128, 62),
        "z": (330, 84, 36),
        "W3 · ReLU · W4": (392, 84, 124),
        "L": (566, 84, 30),
    }
    for name, (x, y, width) in boxes.items():
        d.box(x, y - 18, width, 36, "d-f", 6)
        d.words(x + width / 2, y + 5, name)
    d.words(541, 79, "l")
    d.words(348, 160, "ε")
    d.arrow(42, 84, 64, 84)
    d.arrow(190, 74, 220, 48)
    d.arrow(190, 94, 220, 120)
    d.arrow(284, 40, 328, 74)
    d.arrow(284, 128, 328, 94)
    d.arrow(348, 144, 348, 104)
    d.arrow(366, 84, 390, 84)
    d.arrow(516, 84, 564, 84)
    d.arrow(564, 96, 518, 96, "b")
    d.arrow(390, 96, 368, 96, "b")
    d.arrow(334, 64, 288, 30, "b")
    d.arrow(334, 104, 288, 138, "b")
    d.arrow(220, 34, 184, 64, "b")
    d.arrow(220, 134, 184, 104, "b")
    d.box(236, 72, 34, 24, "d-f", 6)
    d.words(253, 89, "KL")
    d.arrow(253, 72, 253, 60, "c")
    d.arrow(253, 96, 253, 108, "c")
    return d


def masks() -> Drawing:
    """The two masks of a PixelCNN, 5 by 5: what a pixel sees is blue."""
    d = Drawing(360, 170)
    size = 26
    for place, kind in enumerate("AB"):
        x, y = 14 + place * 180, 30
        d.words(x + 2.5 * size, 20, kind)
        for i in range(5):
            for j in range(5):
                seen = i < 2 or (i == 2 and j < 2 + place)
                d.box(x + size * j, y + size * i, size, size, "d-A" if seen else "d-f")
                d.words(x + size * (j + 0.5), y + size * (i + 0.5) + 5, "" if seen else "0")
        d.box(x + 2 * size, y + 2 * size, size, size, "d-b")
    return d
