"""Numeric gradients by Richardson-extrapolated central differences.

The step, the error estimate and the roundoff floor follow the analysis of central differences in
Press et al., Numerical Recipes, 3rd ed., section 5.7.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

AnyArray = NDArray[Any]
"""An array of any dtype and shape."""

Moved: TypeAlias = "tuple[AnyArray, AnyArray, float]"
"""A point on either side of another one, and how far they lie apart."""
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
    moves = [functools.partial(_at, x, place) for place in range(x.size)]
    steps = np.maximum(1.0, np.abs(x)).ravel()
    return _along(function, x, dout, moves, steps, x.shape)


def projected_gradient(
    function: Callable[[AnyArray], AnyArray], x: AnyArray, dout: AnyArray, directions: AnyArray
) -> NumericGradient:
    """The derivative of ``sum(function(x) * dout)`` along ``directions: (K, *x.shape)``."""
    moves = [functools.partial(_toward, x, direction) for direction in directions]
    return _along(function, x, dout, moves, np.ones(len(moves)), (len(moves),))


def _at(x: AnyArray, place: int, h: float) -> Moved:
    """``x`` with one element larger, and smaller, by ``h``."""
    above, below = x.copy(), x.copy()
    above.flat[place] += h
    below.flat[place] -= h
    return above, below, float(above.flat[place] - below.flat[place])


def _toward(x: AnyArray, direction: AnyArray, h: float) -> Moved:
    """``x`` a step of ``h`` along ``direction``, and one against it."""
    above, below = x + h * direction, x - h * direction
    return above, below, float(np.max(np.abs(above - below)) / np.max(np.abs(direction)))


def _along(
    function: Callable[[AnyArray], AnyArray],
    x: AnyArray,
    dout: AnyArray,
    moves: Sequence[Callable[[float], Moved]],
    sizes: AnyArray,
    shape: tuple[int, ...],
) -> NumericGradient:
    floor = 4 * np.finfo(np.float64).eps * float(np.sum(np.abs(function(x.copy()) * dout)))
    rows = np.array(
        [_one(function, dout, move, STEPS[0] * s) for move, s in zip(moves, sizes, strict=True)]
    )
    value, error, roundoff = rows[:, 0], rows[:, 1], floor / (STEPS[0] * sizes)
    smooth = 1e-3 * float(np.max(np.abs(value), initial=0.0))
    for step in STEPS[1:]:
        for i in map(int, np.flatnonzero(error > smooth + 30 * roundoff)):
            value[i], error[i] = _one(function, dout, moves[i], step * sizes[i])
            roundoff[i] = floor / (step * sizes[i])
    resolved = error <= smooth + 30 * roundoff
    return NumericGradient(*(a.reshape(shape) for a in (value, error, roundoff, resolved)))


def _one(
    function: Callable[[AnyArray], AnyArray],
    dout: AnyArray,
    move: Callable[[float], Moved],
    h: float,
) -> tuple[float, float]:
    coarse, fine = _central(function, dout, *move(h)), _central(function, dout, *move(h / 2))
    return (4 * fine - coarse) / 3, abs(coarse - fine) / 3


def _central(
    function: Callable[[AnyArray], AnyArray],
    dout: AnyArray,
    above: AnyArray,
    below: AnyArray,
    width: float,
) -> float:
    return float(np.sum((function(above) - function(below)) * dout)) / width
