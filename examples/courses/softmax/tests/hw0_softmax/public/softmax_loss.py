OK_FORMAT = False
name = "softmax_loss"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=2)
def by_hand(softmax_loss):
    """is the mean of what the hand-out has"""
    Z = np.log([[1.0, 2.0, 1.0], [1.0, 1.0, 8.0]])
    expected = (np.log(2.0) + np.log(10.0)) / 2
    assert_close(softmax_loss(Z, np.array([1, 0])), expected, "softmax_loss")
    assert_close(
        softmax_loss(np.zeros((3, 4)), np.array([0, 3, 1])), np.log(4.0), "softmax_loss of zeros"
    )


@case(points=1)
def large(softmax_loss):
    """is exact for logits of a thousand"""
    Z = np.array([[1000.0, 998.0], [-1000.0, -1000.0], [0.0, -1000.0]])
    expected = (np.log1p(np.exp(-2.0)) + 2.0 + np.log(2.0)) / 2
    assert_close(
        softmax_loss(Z[:2] + [[0.0, 0.0], [0.0, 0.0]], np.array([1, 0])), expected, "softmax_loss"
    )
    assert_close(softmax_loss(Z[2:], np.array([1])), 1000.0, "softmax_loss of a label far below")


@case(points=0.5)
def kept(softmax_loss):
    """leaves Z as it is"""
    Z = np.array([[1.0, 2.0], [3.0, -1.0]])
    before = Z.copy()
    softmax_loss(Z, np.array([0, 0]))
    assert_unchanged(Z, before, "Z")
