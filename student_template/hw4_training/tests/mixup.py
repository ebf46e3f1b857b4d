OK_FORMAT = False
name = "mixup"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(mixup):
    """mixes images and targets alike"""
    X, Y = np.array([[1.0, 0.0, 4.0], [3.0, 8.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    mixed, targets = mixup(X, Y, 0.75, np.array([1, 0]))
    assert_close(mixed, np.array([[1.5, 2.0, 3.0], [2.5, 6.0, 1.0]]), "mixup: X")
    assert_close(targets, np.array([[0.75, 0.25], [0.25, 0.75]]), "mixup: Y")
