OK_FORMAT = False
name = "top_k_accuracy (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(top_k_accuracy, reference):
    """is right for every k, with ties among all moves; the scores stay as they were"""
    random = rng()
    scores = random.integers(0, 6, (40, 12)).astype(float)
    legal, moves = random.uniform(size=(40, 12)) < 0.6, random.integers(0, 12, 40)
    legal[np.arange(40), moves] = True
    before = scores.copy()
    for k in range(1, 13):
        right = reference.top_k_accuracy(scores, moves, legal, k)
        found = top_k_accuracy(scores, moves, legal, k)
        assert_close(float(found), float(right), "top_k_accuracy")
    assert_unchanged(scores, before, "top_k_accuracy: scores")
