OK_FORMAT = False
name = "softmax_gradient"
depends = ["softmax_loss"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=2)
def by_hand(softmax_gradient):
    """is the gradient of the mean"""
    Z, y = np.log([[1.0, 2.0, 1.0], [1.0, 1.0, 8.0]]), np.array([1, 0])
    expected = np.array([[0.125, -0.25, 0.125], [-0.45, 0.05, 0.4]])
    assert_close(softmax_gradient(Z, y), expected, "softmax_gradient")


@case(points=1)
def large(softmax_gradient):
    """does not overflow"""
    Z = np.array([[1000.0, 1000.0], [-1000.0, 0.0]])
    expected = np.array([[-0.25, 0.25], [-0.5, 0.5]])
    assert_close(softmax_gradient(Z, np.array([0, 0])), expected, "softmax_gradient")


@case(points=0.5)
def kept(softmax_gradient):
    """leaves Z as it is"""
    Z = np.array([[1.0, 2.0], [3.0, -1.0]])
    before = Z.copy()
    softmax_gradient(Z, np.array([0, 0]))
    assert_unchanged(Z, before, "Z")
