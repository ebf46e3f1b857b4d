OK_FORMAT = False
name = "relu_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(relu_forward):
    """keeps what is positive and sets the rest to zero, for an x of any shape"""
    x = np.array([[-2.0, -0.5, 0.0], [0.5, 2.0, -3.0]])
    r = np.array([[0.0, 0.0, 0.0], [0.5, 2.0, 0.0]])
    assert_close(relu_forward(x)[0], r, "relu_forward: out")
    assert_close(relu_forward(x.reshape(1, 2, 3, 1))[0], r.reshape(1, 2, 3, 1), "relu_forward: out")


@case(points=0.5)
def input_kept(relu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    relu_forward(x)
    assert_unchanged(x, before, "relu_forward: x")
