OK_FORMAT = False
name = "lottery_mask"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(lottery_mask):
    """prunes the weights of the smallest magnitude"""
    weights = np.array([[0.1, -3.0, 0.5], [-0.2, 2.0, 1.0]])
    expected = np.array([[False, True, True], [False, True, True]])
    assert_close(lottery_mask(weights, 0.4), expected, "lottery_mask")
