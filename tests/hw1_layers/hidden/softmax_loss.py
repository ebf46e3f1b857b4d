OK_FORMAT = False
name = "softmax_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def stable(softmax_loss, reference):
    """scores of a thousand neither overflow nor underflow"""
    x = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1001.0, -1002.0]])
    for labels in ([0, 1], [2, 0]):
        y = np.array(labels)
        loss, dx = softmax_loss(x, y)
        expected_loss, expected_dx = reference.softmax_loss(x, y)
        assert_close(loss, expected_loss, "softmax_loss: loss")
        assert_close(dx, expected_dx, "softmax_loss: dx")


@case(points=0.5)
def input_kept(softmax_loss):
    """leaves the scores as they were"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    softmax_loss(x, np.array([0, 3, 1]))
    assert_unchanged(x, before, "softmax_loss: x")
