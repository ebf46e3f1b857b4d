"""Numeric gradients by Richardson-extrapolated central differences.

The step, the error estimate and the roundoff floor follow the analysis of central differences in
Press et al., Numerical Recipes, 3rd ed., section 5.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

AnyArray = NDArray[Any]
"""An array of any dtype and shape."""

STEPS = (1e-4, 1e-5, 1e-6)
"""Of an input's size, the coarsest first; a finer one where the error is not as small yet."""


@dataclass(frozen=True)
class NumericGradient:
    """A derivative for every element, each with what is known about its error."""

    value: AnyArray
    error: AnyArray
    """truncation: |D(h) - D(h/2)| / 3"""
    roundoff: AnyArray
    """4 eps sum|f * dout| / h"""
    resolved: AnyArray
    """False where no step made the point look smooth"""


def numeric_gradient(
    function: Callable[[AnyArray], AnyArray], x: AnyArray, dout: AnyArray
) -> NumericGradient:
    """The derivative of ``sum(function(x) * dout)`` by every element of ``x``.

    Where the point looks non-smooth (the two steps disagree by more than 1e-3 of the largest
    entry) it is tried again with a smaller step.
    """
    directions = np.eye(x.size).reshape(x.size, *x.shape)
    steps = np.maximum(1.0, np.abs(x)).ravel()
    return _along(function, x, dout, directions, steps, x.shape)


def projected_gradient(
    function: Callable[[AnyArray], AnyArray], x: AnyArray, dout: AnyArray, directions: AnyArray
) -> NumericGradient:
    """The derivative of ``sum(function(x) * dout)`` along ``directions: (K, *x.shape)``."""
    count = len(directions)
    return _along(function, x, dout, directions, np.ones(count), (count,))


def _along(
    function: Callable[[AnyArray], AnyArray],
    x: AnyArray,
    dout: AnyArray,
    directions: AnyArray,
    sizes: AnyArray,
    shape: tuple[int, ...],
) -> NumericGradient:
    floor = 4 * np.finfo(np.float64).eps * float(np.sum(np.abs(function(x.copy()) * dout)))
    rows = np.array(
        [_one(function, x, dout, d, STEPS[0] * s) for d, s in zip(directions, sizes, strict=True)]
    )
    value, error, roundoff = rows[:, 0], rows[:, 1], floor / (STEPS[0] * sizes)
    smooth = 1e-3 * float(np.max(np.abs(value), initial=0.0))
    for step in STEPS[1:]:
        for i in np.flatnonzero(error > smooth + 30 * roundoff):
            value[i], error[i] = _one(function, x, dout, directions[i], step * sizes[i])
            roundoff[i] = floor / (step * sizes[i])
    resolved = error <= smooth + 30 * roundoff
    return NumericGradient(*(a.reshape(shape) for a in (value, error, roundoff, resolved)))


def _one(
    function: Callable[[AnyArray], AnyArray],
    x: AnyArray,
    dout: AnyArray,
    direction: AnyArray,
    h: float,
) -> tuple[float, float]:
    coarse = _central(function, x, dout, direction, h)
    fine = _central(function, x, dout, direction, h / 2)
    return (4 * fine - coarse) / 3, abs(coarse - fine) / 3


def _central(
    function: Callable[[AnyArray], AnyArray],
    x: AnyArray,
    dout: AnyArray,
    direction: AnyArray,
    h: float,
) -> float:
    above, below = x + h * direction, x - h * direction
    width = float(np.max(np.abs(above - below)) / np.max(np.abs(direction)))
    return float(np.sum((function(above) - function(below)) * dout)) / width
