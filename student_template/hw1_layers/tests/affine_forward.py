OK_FORMAT = False
name = "affine_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(affine_forward):
    """computes x @ w + b for a batch of two rows"""
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    w = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]])
    b = np.array([0.5, -0.5])
    out, _ = affine_forward(x, w, b)
    assert_close(out, np.array([[7.5, -1.5], [16.5, -1.5]]), "affine_forward: out")


@case(points=1)
def flattens(affine_forward):
    """flattens each example of a batch of 2-D images"""
    x = np.arange(12.0).reshape(2, 2, 3)
    w = np.eye(6)[:, :4]
    out, _ = affine_forward(x, w, np.zeros(4))
    assert_close(out, x.reshape(2, 6)[:, :4], "affine_forward: out")
