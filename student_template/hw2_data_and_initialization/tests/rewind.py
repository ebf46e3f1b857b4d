OK_FORMAT = False
name = "rewind"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def by_hand(rewind):
    """survivors get their initial values back, bit for bit, the others are 0"""
    initial, trained = np.array([0.1, -0.2, 0.3, 0.7, -0.0]), np.array([1.0, 0.01, -2.0, 0.0, 5.0])
    mask = np.array([True, False, True, True, True])
    found = rewind(initial, trained, mask)
    assert_close(found, np.array([0.1, 0.0, 0.3, 0.7, 0.0]), "rewind", rtol=0, atol=0)
    assert_close(np.signbit(found[4]), True, "rewind: whether the survivor -0.0 has its sign")


@case(points=0.25)
def kept(rewind):
    """leaves the weights and the mask as they were"""
    random = rng()
    initial, trained = random.standard_normal((2, 5, 4))
    mask = random.random((5, 4)) < 0.6
    before = initial.copy(), trained.copy(), mask.copy()
    rewind(initial, trained, mask)
    names = ("initial", "trained", "mask")
    for what, now, was in zip(names, (initial, trained, mask), before, strict=True):
        assert_unchanged(now, was, f"rewind: {what}")
