"""Writes the photographs and the filters of hw5_applications; run once, the file is committed.

    python tools/make_photographs.py

The photographs are those that scikit-learn ships: china.jpg by danielbuechele and flower.jpg by
vultilion, both under CC BY 2.0 (its ``datasets/images/README.txt``), cropped to the square in the
middle and scaled to 96 x 96. ``bank`` holds 16 filters (16, 3, 3, 3) that are made by hand: for the
first layer of a network that nobody has trained, whose features one can name.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sklearn.datasets import load_sample_images

TARGET = (
    Path(__file__).parents[1] / "assignments" / "hw5_applications" / "files" / "photographs.npz"
)
SIZE = 96
ACROSS = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
"""Sobel's filter for an edge between a dark left and a bright right."""
BLOB = np.array([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]])
LAPLACIAN = np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
GREY = (1.0, 1.0, 1.0)
COLOURS = (
    *((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),  # red, green, blue
    *((1.0, -1.0, 0.0), (-1.0, 1.0, 0.0)),  # red against green, green against red
    *((-1.0, -1.0, 2.0), (1.0, 1.0, -2.0)),  # blue against yellow, yellow against blue
)
SHA256 = "03176352c28643ddee6c7ba40a8210328936d3f649375d6d427ef36e2076ef27"
"""Of the bytes of the arrays, which do not depend on how the file is compressed."""

Arrays = dict[str, NDArray[Any]]


def bank() -> NDArray[np.float64]:
    """Eight edges, a turn of 45 degrees apart, seven colours and one spot: (16, 3, 3, 3).

    Each filter's squares sum up to 2, as those of a layer by He et al. do in the mean.
    """
    angles = np.arange(8) * np.pi / 4
    edges = [np.cos(a) * ACROSS + np.sin(a) * ACROSS.T for a in angles]
    kinds = [(GREY, plane) for plane in edges]
    kinds += [(colour, BLOB) for colour in COLOURS] + [(GREY, LAPLACIAN)]
    found = np.array([np.multiply.outer(colour, plane) for colour, plane in kinds])
    return found * np.sqrt(2.0 / np.sum(found**2, axis=(1, 2, 3), keepdims=True))


def photograph(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The square in the middle, (96, 96, 3)."""
    height, width = picture.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(picture[top : top + side, left : left + side])
    return np.asarray(square.resize((SIZE, SIZE), Image.Resampling.LANCZOS))


def arrays() -> Arrays:
    """What the file holds: bank, china and flower."""
    sample = load_sample_images()
    names = [Path(name).stem for name in sample.filenames]
    pictures = {n: photograph(p) for n, p in zip(names, sample.images, strict=True)}
    return {"bank": bank(), **pictures}


def digest(found: Arrays) -> str:
    """A hash of the arrays' contents; filters are rounded to 12 digits."""
    parts = [np.round(found[n], 12) + 0.0 if n == "bank" else found[n] for n in sorted(found)]
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


def packed(found: Arrays) -> bytes:
    """The arrays as an ``.npz`` file, with a fixed date, so that the same arrays give one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(found):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(found[name]), version=(1, 0))
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def main() -> None:
    """Write the file; ends with a sentence where the pictures are other ones."""
    found = arrays()
    if digest(found) != SHA256:
        sys.exit(f"these are other arrays: their hash is {digest(found)}, not {SHA256}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed(found))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
