"""What drawings are made of: squares, lines, arrows, letters and the stones of Go, as ``.svg``.

A drawing follows the reader's light or dark scheme, alone and as a part of a page.
"""

from __future__ import annotations

import math
from html import escape

CELL = 36
"""The side of a square that stands for a number, in pixels."""
STYLE = (
    ".d-t{font:15px system-ui,sans-serif;fill:#1c2330}.d-m{text-anchor:middle}"
    ".d-s{font-size:13px;fill:#566072}"
    ".d-l{stroke:#1c2330;stroke-width:1.5;fill:none}.d-f{stroke:#7d8798;fill:#f3f5f9}"
    ".d-e{stroke:#7d8798;fill:none;stroke-dasharray:3 3}"
    ".d-a{stroke:#1f5fa8;stroke-width:3;fill:none}.d-A{fill:#1f5fa8;stroke:#1f5fa8}"
    ".d-b{stroke:#b4540a;stroke-width:3;fill:none}.d-B{fill:#b4540a;stroke:#b4540a}"
    ".d-c{stroke:#1a7f37;stroke-width:3;fill:none}.d-C{fill:#1a7f37;stroke:#1a7f37}"
    ".d-h{fill:#d5dae3;stroke:none}.d-g{fill:#1a7f37}.d-x{fill:#b42318}"
    "@media screen and (prefers-color-scheme:dark){.d-t{fill:#e6e9ef}.d-s{fill:#a9b3c3}"
    ".d-l{stroke:#e6e9ef}.d-f{fill:#1b212b}"
    ".d-a{stroke:#8abcf4}.d-A{fill:#8abcf4;stroke:#8abcf4}"
    ".d-b{stroke:#f0a35e}.d-B{fill:#f0a35e;stroke:#f0a35e}"
    ".d-c{stroke:#63cc7b}.d-C{fill:#63cc7b;stroke:#63cc7b}"
    ".d-h{fill:#333c4b}.d-g{fill:#63cc7b}.d-x{fill:#ff9384}}"
)
"""Classes that all drawings share: inside a page the styles of all of them apply to each."""


class Drawing:
    """Lines, squares and letters, which become the text of an ``.svg`` file."""

    def __init__(self, width: float, height: float) -> None:
        """An empty drawing of ``width`` by ``height`` pixels."""
        self.size = f"{width:g} {height:g}"
        self.width = width
        self.parts: list[str] = []

    def box(
        self, x: float, y: float, width: float, height: float, kind: str, round: int = 0
    ) -> None:
        """A rectangle; ``kind`` is its class."""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round}" '
            f'class="{kind}"/>'
        )

    def words(self, x: float, y: float, text: str, kind: str = "d-t d-m") -> None:
        """Letters whose baseline is ``y``, around ``x``."""
        self.parts.append(f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(text)}</text>')

    def curve(self, points: list[tuple[float, float]], kind: str) -> None:
        """A line through ``points``."""
        steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{steps}" class="{kind}"/>')

    def arrow(self, x0: float, y0: float, x1: float, y1: float, kind: str = "l") -> None:
        """A straight arrow; ``kind`` is the letter of its class: a, b, c or l."""
        length = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        tip = 9.0
        self.curve([(x0, y0), (x1 - tip * ux, y1 - tip * uy)], f"d-{kind}")
        side = [(x1 - tip * ux + s * 5 * uy, y1 - tip * uy - s * 5 * ux) for s in (1, -1)]
        steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x1, y1), *side])
        filled = {"l": "d-t"}.get(kind, f"d-{kind.upper()}")
        self.parts.append(f'<polygon points="{steps}" class="{filled}"/>')

    def grid(self, x: float, y: float, rows: list[list[str]], kind: str = "d-f") -> None:
        """Numbers in squares."""
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                self.box(x + CELL * j, y + CELL * i, CELL, CELL, kind)
                self.words(x + CELL * (j + 0.5), y + CELL * (i + 0.5) + 5, text)

    def board(self, x: float, y: float, rows: tuple[str, ...], step: int = 24) -> None:
        """A board of Go whose first point is at ``x``, ``y``: 'X' is black, 'O' white.

        Wood and stones have the same colours in every scheme: a black stone is black.
        """
        span = step * (len(rows) - 1)
        edge = step * 0.6
        self.parts.append(
            f'<rect x="{x - edge:g}" y="{y - edge:g}" width="{span + 2 * edge:g}" '
            f'height="{span + 2 * edge:g}" rx="4" fill="#dcb468"/>'
        )
        for i in range(len(rows)):
            for start, end in (((0, i), (len(rows) - 1, i)), ((i, 0), (i, len(rows) - 1))):
                steps = " ".join(f"{x + step * a:g},{y + step * b:g}" for a, b in (start, end))
                self.parts.append(f'<polyline points="{steps}" stroke="#7a5a20" fill="none"/>')
        for i, row in enumerate(rows):
            for j, letter in enumerate(row):
                if letter in "XO":
                    fill = "#16181d" if letter == "X" else "#ffffff"
                    self.parts.append(
                        f'<circle cx="{x + step * j:g}" cy="{y + step * i:g}" r="{step * 0.44:g}" '
                        f'fill="{fill}" stroke="#16181d"/>'
                    )

    def mark(self, x: float, y: float, letters: str) -> None:
        """A letter on a board, whose colour is that of its lines, on a patch of wood."""
        self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="8.5" fill="#dcb468"/>')
        self.parts.append(
            f'<text x="{x:g}" y="{y + 5:g}" font-size="14" font-weight="bold" '
            f'font-family="system-ui,sans-serif" text-anchor="middle" fill="#8c1d18">'
            f"{escape(letters)}</text>"
        )

    def svg(self) -> str:
        """The file's text."""
        inside = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size}" '
            f'width="{self.width:g}">\n<style>{STYLE}</style>\n{inside}\n</svg>\n'
        )
