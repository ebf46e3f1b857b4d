"""Writes the scenes that hw5_applications describes; run once, the file is committed.

    python tools/make_scenes.py

The scenes are generated, which the hand-out says too: 14 x 14 cells with one or two shapes of 5 x 5
cells in four colours. Where there are two, one is left of the other or above it; the left or upper
one is named first, so that a scene has one right caption. The filters beside them are drawn from a
normal distribution of He's standard deviation and never trained.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
from make_digits import packed
from numpy.typing import NDArray

TARGET = Path(__file__).parents[1] / "assignments" / "hw5_applications" / "files" / "scenes.npz"
COUNT, SIZE, LENGTH = 3500, 14, 10
"""Scenes, cells along a side, and words of a caption with START and END."""
FILTERS, KERNEL = 16, 5
"""Frozen filters, and their height and width."""
COLOURS = ("red", "green", "blue", "yellow")
SHAPES = {
    "circle": (".###.", "#####", "#####", "#####", ".###."),
    "square": ("#####", "#####", "#####", "#####", "#####"),
    "triangle": ("..#..", ".###.", ".###.", "#####", "#####"),
    "cross": ("..#..", "..#..", "#####", "..#..", "..#.."),
}
WORDS = ("<null>", "<start>", "<end>", "left", "of", "above", *COLOURS, *SHAPES, "a")
"""The vocabulary; a word's number is its place."""
ANYWHERE, FIRST, SECOND = (0, 10), (0, 3), (7, 10)
"""Where the upper or left corner of a shape may be: alone, and before or behind another one."""
SHA256 = "301812b8e9cd0878ba330639984deeb8fc1cf0e092c6020c8b33a34ce38748e7"
"""Of the arrays, which do not depend on how the file is compressed."""


def scene(random: np.random.Generator) -> tuple[NDArray[np.uint8], list[str]]:
    """One scene, (14, 14) numbers of colours with 0 for the background, and its caption."""
    cells = np.zeros((SIZE, SIZE), dtype=np.uint8)

    def put(rows: tuple[int, int], columns: tuple[int, int]) -> list[str]:
        colour, shape = random.integers(len(COLOURS)), list(SHAPES)[random.integers(len(SHAPES))]
        top, left = random.integers(*rows), random.integers(*columns)
        inked = np.array([[cell == "#" for cell in row] for row in SHAPES[shape]])
        cells[top : top + KERNEL, left : left + KERNEL][inked] = 1 + colour
        return ["a", COLOURS[colour], shape]

    kind = random.integers(3)
    if kind == 0:
        return cells, put(ANYWHERE, ANYWHERE)
    if kind == 1:
        return cells, [*put(ANYWHERE, FIRST), "left", "of", *put(ANYWHERE, SECOND)]
    return cells, [*put(FIRST, ANYWHERE), "above", *put(SECOND, ANYWHERE)]


def scenes() -> dict[str, NDArray[np.uint8] | NDArray[np.float64]]:
    """The arrays of the file.

    cells (3500, 14, 14) and captions (3500, 10), both uint8, filters (16, 3, 5, 5) float64. The
    first 3,000 scenes are for training, the last 500 for the test.
    """
    random = np.random.default_rng(0)
    cells = np.zeros((COUNT, SIZE, SIZE), dtype=np.uint8)
    captions = np.zeros((COUNT, LENGTH), dtype=np.uint8)
    for number in range(COUNT):
        cells[number], said = scene(random)
        words = ["<start>", *said, "<end>"]
        captions[number, : len(words)] = [WORDS.index(word) for word in words]
    filters = random.standard_normal((FILTERS, 3, KERNEL, KERNEL)) * np.sqrt(2 / (3 * KERNEL**2))
    return {"cells": cells, "captions": captions, "filters": filters}


def scenes_digest(arrays: dict[str, NDArray[np.uint8] | NDArray[np.float64]]) -> str:
    """A hash of the arrays' contents."""
    return hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays))).hexdigest()


def main() -> None:
    """Write the file; ends with a sentence where NumPy draws other numbers from the same seed."""
    arrays = scenes()
    if scenes_digest(arrays) != SHA256:
        sys.exit(f"these are other scenes: their hash is {scenes_digest(arrays)}, not {SHA256}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed(arrays))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
