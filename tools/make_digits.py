"""Writes the digits of hw4_training and hw5_applications; run once, the files are committed.

    python tools/make_digits.py

The images are scikit-learn's copy of the test set of "Optical Recognition of Handwritten Digits"
(E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository, CC BY 4.0): 1,797 images of 8 x 8
pixels with values from 0 to 16. Their order is fixed by arithmetic, so that it hangs on no
generator: position i holds image (1009 i) mod 1797. The first 1,000 are for training, the next 300
for validation, the last 497 for the test.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ASSIGNMENTS = Path(__file__).parents[1] / "assignments"
TARGETS = [ASSIGNMENTS / hw / "files" / "digits.npz" for hw in ("hw4_training", "hw5_applications")]
STEP = 1009
"""Prime to 1,797, so that every image comes once."""
SHA256 = "1b5f7046f344530e6595c81838510cc3395a118472c685202a0f4bad9dd6f5eb"
"""Of the bytes of both arrays, which do not depend on how the file is compressed."""


def digits() -> dict[str, NDArray[np.uint8]]:
    """The arrays of the file: images (1797, 8, 8) and labels (1797,), both uint8."""
    from sklearn.datasets import load_digits  # here: other tools take the packing alone

    found = load_digits()
    order = STEP * np.arange(len(found.images)) % len(found.images)
    return {
        "images": found.images[order].astype(np.uint8),
        "labels": found.target[order].astype(np.uint8),
    }


def digest(arrays: dict[str, NDArray[np.uint8]]) -> str:
    """A hash of the arrays' contents."""
    return hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays))).hexdigest()


def packed(arrays: dict[str, NDArray[np.uint8]]) -> bytes:
    """The arrays as an ``.npz`` file, with a fixed date, so that the same arrays give one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, arrays[name], version=(1, 0))
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def main() -> None:
    """Write the files; ends with a sentence where scikit-learn has other images."""
    arrays = digits()
    if digest(arrays) != SHA256:
        sys.exit(f"these are other digits: their hash is {digest(arrays)}, not {SHA256}")
    for target in TARGETS:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(packed(arrays))
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
