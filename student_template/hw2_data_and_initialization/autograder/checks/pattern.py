"""Regularities of a wrong answer that hold exactly, in one sentence each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def describe_pattern(got: Array, wanted: Array, wrong: Array) -> tuple[str, str]:
    """What is regular about the ``wrong`` elements of ``got``, and the same for a hidden case.

    Both are empty where nothing is. The second says no number that the answer could have chosen:
    a factor of 0.40412 would hand out a hidden input.
    """
    factor = _factor(got, wanted)
    if factor:
        return factor, factor if factor in PLAIN else "It is off by one factor everywhere."
    pattern = _transposed(got, wanted) or _place(wrong)
    return pattern, pattern


def _equal(a: Array, b: Array) -> bool:
    scale = float(np.max(np.abs(b), initial=0.0))
    return bool(np.all(np.abs(a - b) <= 1e-9 * scale))


def _factor(got: Array, wanted: Array) -> str:
    if not got.any():
        return ZERO
    at = np.unravel_index(int(np.argmax(np.abs(wanted))), wanted.shape)
    if wanted.size < 2 or not wanted[at] or not got[at]:
        return ""
    factor = float(got[at] / wanted[at])
    if not _equal(got, factor * wanted):
        return ""
    if abs(factor + 1) < 1e-9:
        return SIGN
    return _times(factor)


def _times(factor: float) -> str:
    return f"It is {factor:.6g} times the right answer everywhere."


ZERO, SIGN = "It is zero everywhere.", "The sign is wrong everywhere."
PLAIN = {ZERO, SIGN, _times(2), _times(0.5)}


def _transposed(got: Array, wanted: Array) -> str:
    if got.ndim < 2 or got.shape[-1] != got.shape[-2]:
        return ""
    return "The last two axes are swapped." if _equal(np.swapaxes(got, -1, -2), wanted) else ""


def _place(wrong: Array) -> str:
    for axis, size in enumerate(wrong.shape):
        others = tuple(i for i in range(wrong.ndim) if i != axis)
        hit = np.flatnonzero(wrong.any(axis=others))
        if size > 1 and len(hit) == 1:
            return f"Only index {hit[0]} of axis {axis} is wrong."
    if wrong.ndim == 4 and min(wrong.shape[2:]) > 2 and not wrong[:, :, 1:-1, 1:-1].any():
        return "Only the border of the image is wrong."
    return ""
