"""Regularities of a wrong answer that hold exactly, in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.numeric import AnyArray


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
    factor = _factor(got, wanted, batch)
    if factor:
        return factor, factor if factor in PLAIN else ONE_FACTOR
    pattern = _single(got, wanted) or _overlap(wrong, inputs or {}) or _transposed(got, wanted)
    return (pattern, pattern) if pattern else _place(wrong)


def _equal(a: AnyArray, b: AnyArray) -> bool:
    scale = float(np.max(np.abs(b), initial=0.0))
    return bool(np.all(np.abs(a - b) <= 1e-9 * scale))


def _factor(got: AnyArray, wanted: AnyArray, batch: int) -> str:
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
    if batch > 2 and abs(factor * batch - 1) < 1e-9:
        return DIVIDED
    if batch > 2 and abs(factor / batch - 1) < 1e-9:
        return MULTIPLIED
    return _times(factor)


def _times(factor: float) -> str:
    return f"It is {factor:.6g} times the right answer everywhere."


ZERO, SIGN = "It is zero everywhere.", "The sign is wrong everywhere."
DIVIDED = "It is the right answer divided by the size of the batch."
MULTIPLIED = "It is the right answer times the size of the batch."
OVERLAP = "It is wrong only where windows overlap."
SINGLE_ONLY = "It has the precision of float32 only: where does float64 get lost?"
SWAPPED, BORDER = "The last two axes are swapped.", "Only the border of the image is wrong."
PLAIN = {ZERO, SIGN, DIVIDED, MULTIPLIED, _times(2), _times(0.5)}
ONE_FACTOR = "It is off by one factor everywhere."
ONE_INDEX = "Only one index of one axis is wrong."
IN_HIDDEN_CASES = {*PLAIN, ONE_FACTOR, SINGLE_ONLY, OVERLAP, SWAPPED, ONE_INDEX, BORDER, ""}
"""All that a hidden case may say of what is regular."""


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
            return f"Only index {hit[0]} of axis {axis} is wrong.", ONE_INDEX
    if wrong.ndim == 4 and min(wrong.shape[2:]) > 2 and not wrong[:, :, 1:-1, 1:-1].any():
        return BORDER, BORDER
    return "", ""
