OK_FORMAT = False
name = "caption_scores (hidden)"

import numpy as np

from autograder.checks import assert_dict_close, assert_unchanged, case, rng


@case(points=0.25)
def values(caption_scores, reference):
    """is right for many captions of different lengths"""
    random = rng()
    right = np.where(
        np.arange(7) < random.integers(1, 8, (40, 1)), random.integers(2, 5, (40, 7)), 0
    )
    found = np.where(random.random((40, 7)) < 0.1, random.integers(0, 5, (40, 7)), right)
    expected = reference.caption_scores(found, right)
    assert_dict_close(caption_scores(found, right), expected, "caption_scores")


@case(points=0.25)
def too_long(caption_scores):
    """a caption that goes on where it should have ended is not exact, its words count"""
    right, found = np.array([[4, 2, 0, 0], [5, 2, 0, 0]]), np.array([[4, 2, 3, 0], [5, 2, 0, 0]])
    before = found.copy()
    assert_dict_close(caption_scores(found, right), {"exact": 0.5, "token": 1.0}, "caption_scores")
    assert_unchanged(found, before, "caption_scores: found")
