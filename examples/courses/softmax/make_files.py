"""Draws the strokes that hw0_softmax learns to tell apart, and writes them as its data files.

    python examples/courses/softmax/make_files.py

An image has 8 x 8 pixels from 0 to 255 and shows one stroke: lying (label 0), standing (1), falling
(2) or rising (3), at a place, of a length and of a brightness that are drawn, in noise. Everything
is drawn from one seed, so the files hold the same pixels on every computer.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILES = Path(__file__).parent / "assignments" / "hw0_softmax" / "files"
SEED = 714
SIZE = 8
COUNTS = {"train": 480, "test": 120}
DIRECTIONS = ((0, 1), (1, 0), (1, 1), (-1, 1))
"""Of each label: how far down and how far right a stroke goes from pixel to pixel."""

Pixels = NDArray[np.uint8]


def stroke(label: int, random: np.random.Generator) -> Pixels:
    """One image: (SIZE, SIZE)."""
    down, right = DIRECTIONS[label]
    length = int(random.integers(5, SIZE + 1))
    room = SIZE - length
    top = int(random.integers(0, room + 1 if down else SIZE))
    left = int(random.integers(0, room + 1 if right else SIZE))
    if down < 0:
        top = SIZE - 1 - top
    image = 90 * random.random((SIZE, SIZE))
    steps = np.arange(length)
    image[top + down * steps, left + right * steps] += random.uniform(90, 165)
    return image.astype(np.uint8)


def drawn() -> dict[str, Pixels]:
    """The name of each file -> what is in it."""
    random = np.random.default_rng(SEED)
    found: dict[str, Pixels] = {}
    for part, count in COUNTS.items():
        labels = random.integers(0, len(DIRECTIONS), size=count)
        found[f"{part}-images"] = np.stack([stroke(int(label), random) for label in labels])
        found[f"{part}-labels"] = labels.astype(np.uint8)
    return found


def idx(array: Pixels) -> bytes:
    """An IDX file, as the hand-out describes it."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def main() -> None:
    """Write the files, without a date in them."""
    FILES.mkdir(parents=True, exist_ok=True)
    for name, array in drawn().items():
        (FILES / f"{name}.gz").write_bytes(gzip.compress(idx(array), mtime=0))
        print(f"{FILES / name}.gz: {array.shape}")


if __name__ == "__main__":
    main()
