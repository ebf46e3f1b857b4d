OK_FORMAT = False
name = "split_indices (hidden)"

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_raises, case, rng


@case(points=0.25)
def shuffled(split_indices):
    """shuffles by the generator it is given, and can use up all examples"""
    parts = split_indices(200, [120, 80], rng("split"))
    if sorted(np.concatenate(parts).tolist()) != list(range(200)):
        raise CheckFailure(
            "split_indices: two sets that use up all examples do not hold each once."
        )
    if np.mean(parts[0]) < 80 or np.mean(parts[0]) > 120 or np.all(np.diff(parts[0]) > 0):
        raise CheckFailure("split_indices: the examples are not shuffled.")
    for found, again in zip(parts, split_indices(200, [120, 80], rng("split")), strict=True):
        assert_close(again, np.asarray(found), "split_indices with an equal generator")


@case(points=0.25)
def too_many(split_indices):
    """raises ValueError where more examples are asked for than there are"""
    assert_raises(ValueError, split_indices, 10, [6, 5], rng("split"))
