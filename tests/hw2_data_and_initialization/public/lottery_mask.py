OK_FORMAT = False
name = "lottery_mask"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.25)
def by_hand(lottery_mask):
    """prunes the weights of the smallest magnitude, int(fraction * size) of them"""
    weights = np.array([[0.1, -3.0, 0.5], [-0.2, 2.0, 1.0]])
    expected = np.array([[False, True, True], [False, True, True]])
    assert_close(lottery_mask(weights, 0.4), expected, "lottery_mask")
    assert_close(lottery_mask(weights, 0.0), np.full((2, 3), True), "lottery_mask of 0")
    assert_close(lottery_mask(weights, 1.0), np.full((2, 3), False), "lottery_mask of 1")


@case(points=0.25)
def any_layout(lottery_mask):
    """counts over all weights, tiny ones too, however they lie in memory; rounds down"""
    tiny = [3e-170, -2e-170, -1e-170]
    weights = np.array(
        [[4.0, tiny[0], 5.0, 6.0], [tiny[1], 7.0, tiny[2], 8.0], [9.0, 1.0, 2.0, 3.0]]
    )
    expected = np.abs(weights) > 1.0  # int(0.4 * 12) = 4 go: the tiny ones and 1
    for what, own in (("in rows", weights), ("in columns", np.asfortranarray(weights))):
        assert_close(lottery_mask(own, 0.4), expected, f"lottery_mask of weights that lie {what}")
    fewer = np.abs(weights) > 1.5e-170  # int(0.15 * 12) = 1
    assert_close(lottery_mask(weights, 0.15), fewer, "lottery_mask of 0.15")


@case(points=0.25)
def ties(lottery_mask):
    """prunes as many as asked for, also of equal ones; leaves the weights as they were"""
    weights = np.array([[1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, 0.5, -1.0]])
    before = weights.copy()
    mask = lottery_mask(weights, 0.5)
    assert_close(np.sum(mask), 4, "lottery_mask: the number of survivors")
    assert_close(mask[1, 2], False, "lottery_mask: the smallest one")
    assert_unchanged(weights, before, "lottery_mask: weights")
