"""Given: what layers check their input with, and the order of the examples in an epoch."""

import numpy as np


def checked_batch(x, features):
    """x itself: an array of floats, shape (N, features). ValueError for anything else."""
    x = np.asarray(x)
    if x.ndim != 2 or x.shape[1] != features:
        raise ValueError(f"x should have the shape (N, {features}), not {x.shape}")
    if x.dtype.kind != "f":
        raise ValueError(f"x should hold floats, not {x.dtype}")
    return x


def minibatches(count, size, rng):
    """Arrays of indices: each of ``count`` examples once, shuffled, ``size`` at a time.

    The last array is shorter where ``size`` does not divide ``count``.
    """
    order = rng.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]
