"""Inputs that tell a right layer from a wrong one; drawn from the generator that is given."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks.numeric import AnyArray


def uneven_rows(random: Generator, n: int = 6, d: int = 5) -> AnyArray:
    """A batch, (N, D), whose first feature varies little and whose second lies far from 0.

    An epsilon at the wrong place shows in the first, a mean forgotten in the second.

    Examples:
        >>> x = uneven_rows(rng(), n=100, d=3)
        >>> x.shape, bool(x[:, 0].std() < 0.05), bool(x[:, 1].mean() > 15)
        ((100, 3), True, True)
    """
    x = random.standard_normal((n, d)) * np.linspace(1.0, 3.0, d)
    x[:, 0] *= 0.02
    x[:, 1] += 20.0
    return x


def uneven_images(random: Generator, shape: tuple[int, int, int, int]) -> AnyArray:
    """Images, (N, C, H, W), whose channels differ in scale and offset; the first varies little.

    Examples:
        >>> x = uneven_images(rng(), (2, 3, 5, 4))
        >>> x.shape, bool(x[:, 0].std() < 0.1 < x[:, 1].std())
        ((2, 3, 5, 4), True)
    """
    c = shape[1]
    x = random.standard_normal(shape) * np.linspace(1.0, 3.0, c).reshape(1, c, 1, 1)
    x += np.arange(c).reshape(1, c, 1, 1)
    x[:, 0] *= 0.02
    return x


def pieces_apart(
    random: Generator, n: int, d: int, m: int, k: int
) -> tuple[AnyArray, AnyArray, AnyArray]:
    """Inputs of Maxout whose pieces lie apart, so that a numeric gradient meets no tie.

    Returns x: (N, D), w: (D, M, K) and b: (M, K).

    Examples:
        >>> x, w, b = pieces_apart(rng(), n=4, d=3, m=5, k=2)
        >>> x.shape, w.shape, b.shape
        ((4, 3), (3, 5, 2), (5, 2))
    """
    x = random.standard_normal((n, d))
    w = 0.01 * random.standard_normal((d, m, k))
    return x, w, random.permutation(m * k).reshape(m, k) * 1.0
