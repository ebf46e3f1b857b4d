"""Regularities of a wrong answer that hold exactly, in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.numeric import AnyArray
from autograder.language import gettext, marked


def describe_pattern(
    got: AnyArray, wanted: AnyArray, wrong: AnyArray, inputs: Mapping[str, Any] | None = None
) -> tuple[str, str]:
    """What is regular about the ``wrong`` elements of ``got``, and the same for a hidden case.

    Both are empty where nothing is. The second says no number that the answer could have chosen:
    a factor of 0.40412 would hand out a hidden input. ``inputs`` are those of a layer whose
    gradient it is, by name.
    """
    arrays = [v for v in (inputs or {}).values() if isinstance(v, np.ndarray)]
    batch = len(arrays[0]) if arrays and arrays[0].ndim > 1 else 0
    if not got.any():
        return gettext(ZERO), gettext(ZERO)
    factor = _factor(got, wanted)
    if factor:
        return _told_factor(factor, batch)
    pattern = _single(got, wanted) or _overlap(wrong, inputs or {}) or _transposed(got, wanted)
    return (gettext(pattern), gettext(pattern)) if pattern else _place(wrong)


def _equal(a: AnyArray, b: AnyArray) -> bool:
    scale = float(np.max(np.abs(b), initial=0.0))
    return bool(np.all(np.abs(a - b) <= 1e-9 * scale))


def _factor(got: AnyArray, wanted: AnyArray) -> float:
    """By what ``got`` is off everywhere; 0 where it is not by one factor."""
    at = np.unravel_index(int(np.argmax(np.abs(wanted))), wanted.shape)
    if wanted.size < 2 or not wanted[at] or not got[at]:
        return 0.0
    factor = float(got[at] / wanted[at])
    return factor if _equal(got, factor * wanted) else 0.0


def _told_factor(factor: float, batch: int) -> tuple[str, str]:
    """What is said of a factor, and what a hidden case says: no number of the student's own."""
    if abs(factor + 1) < 1e-9:
        plain = SIGN
    elif batch > 2 and abs(factor * batch - 1) < 1e-9:
        plain = DIVIDED
    elif batch > 2 and abs(factor / batch - 1) < 1e-9:
        plain = MULTIPLIED
    else:
        shown = f"{factor:.6g}"
        times = gettext(TIMES, factor=shown)
        return times, times if shown in PLAIN_FACTORS else gettext(ONE_FACTOR)
    return gettext(plain), gettext(plain)


ZERO, SIGN = marked("It is zero everywhere."), marked("The sign is wrong everywhere.")
DIVIDED = marked("It is the right answer divided by the size of the batch.")
MULTIPLIED = marked("It is the right answer times the size of the batch.")
OVERLAP = marked("It is wrong only where windows overlap.")
SINGLE_ONLY = marked("It has the precision of float32 only: where does float64 get lost?")
SWAPPED = marked("The last two axes are swapped.")
BORDER = marked("Only the border of the image is wrong.")
TIMES = marked("It is {factor} times the right answer everywhere.")
PLAIN_FACTORS = ("2", "0.5")
"""Factors that a hidden case names."""
ONE_FACTOR = marked("It is off by one factor everywhere.")
ONE_INDEX = marked("Only one index of one axis is wrong.")
IN_HIDDEN_CASES = {
    *(ZERO, SIGN, DIVIDED, MULTIPLIED, OVERLAP, SINGLE_ONLY, SWAPPED, BORDER),
    *(TIMES.format(factor=factor) for factor in PLAIN_FACTORS),
    *(ONE_FACTOR, ONE_INDEX, ""),
}
"""All that a hidden case may say of what is regular, in English: each is one sentence elsewhere."""


def _transposed(got: AnyArray, wanted: AnyArray) -> str:
    if got.ndim < 2 or got.shape[-1] != got.shape[-2]:
        return ""
    return SWAPPED if _equal(np.swapaxes(got, -1, -2), wanted) else ""


def _overlap(wrong: AnyArray, inputs: Mapping[str, Any]) -> str:
    """Whether all that is wrong in a layer's dx lies under more than one window."""
    image = next((v for v in inputs.values() if isinstance(v, np.ndarray)), np.empty(0))
    param = next((v for v in inputs.values() if isinstance(v, dict) and "stride" in v), None)
    if param is None or wrong.ndim != 4 or image.shape != wrong.shape:
        return ""
    filters = inputs.get("w", np.empty((0, 0, 0, 0)))
    window = (param.get("pool_height", filters.shape[2]), param.get("pool_width", filters.shape[3]))
    pad = param.get("pad", 0)
    height, width = (
        _windows_over(size, length, param["stride"], pad)
        for size, length in zip(wrong.shape[2:], window)  # noqa: B905
    )
    covered = np.outer(height, width)
    once = wrong[:, :, covered == 1]
    only = once.size and not once.any() and not wrong[:, :, covered == 0].any()
    return OVERLAP if only else ""


def _windows_over(size: int, length: int, stride: int, pad: int) -> AnyArray:
    """How many windows lie over each index of one axis."""
    counts = np.zeros(size + 2 * pad, dtype=int)
    for first in range(0, size + 2 * pad - length + 1, stride):
        counts[first : first + length] += 1
    return counts[pad : pad + size]


def _single(got: AnyArray, wanted: AnyArray) -> str:
    """Whether every number is one of float32's, near the right one."""
    scale = float(np.max(np.abs(wanted), initial=0.0))
    near = got.size > 1 and bool(np.all(np.abs(got - wanted) <= 1e-4 * scale))
    with np.errstate(all="ignore"):
        return SINGLE_ONLY if near and np.array_equal(got, got.astype(np.float32)) else ""


def _place(wrong: AnyArray) -> tuple[str, str]:
    for axis, size in enumerate(wrong.shape):
        others = tuple(i for i in range(wrong.ndim) if i != axis)
        hit = np.flatnonzero(wrong.any(axis=others))
        if size > 1 and len(hit) == 1:
            which = gettext("Only index {index} of axis {axis} is wrong.", index=hit[0], axis=axis)
            return which, gettext(ONE_INDEX)
    if wrong.ndim == 4 and min(wrong.shape[2:]) > 2 and not wrong[:, :, 1:-1, 1:-1].any():
        return gettext(BORDER), gettext(BORDER)
    return "", ""
