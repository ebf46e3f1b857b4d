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
def ties(lottery_mask):
    """prunes as many as asked for, also of equal ones; leaves the weights as they were"""
    weights = np.array([[1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, 0.5, -1.0]])
    before = weights.copy()
    mask = lottery_mask(weights, 0.5)
    assert_close(np.sum(mask), 4, "lottery_mask: the number of survivors")
    assert_close(mask[1, 2], False, "lottery_mask: the smallest one")
    assert_unchanged(weights, before, "lottery_mask: weights")
