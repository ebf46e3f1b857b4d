OK_FORMAT = False
name = "label_smoothing_loss"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_loss_gradient, rng


@case(points=0.5)
def by_hand(label_smoothing_loss):
    """weighs the class of the example by 1 - amount + amount / C, the others by amount / C"""
    x = np.log(np.array([[1.0, 2.0, 1.0, 4.0], [2.0, 2.0, 2.0, 2.0]]))
    before = x.copy()
    loss, _ = label_smoothing_loss(x, np.array([3, 0]), 0.4)
    first = 0.7 * np.log(2.0) + 0.1 * np.log(8.0 * 4.0 * 8.0)
    assert_close(loss, (first + np.log(4.0)) / 2, "label_smoothing_loss: loss")
    assert_unchanged(x, before, "label_smoothing_loss: x")


@case(points=0.5)
def gradient(label_smoothing_loss):
    """dx agrees with the numeric gradient"""
    inputs = {"x": rng().standard_normal((3, 4)), "y": np.array([1, 3, 0]), "amount": 0.2}
    check_loss_gradient(label_smoothing_loss, inputs, "x")
