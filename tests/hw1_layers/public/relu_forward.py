OK_FORMAT = False
name = "relu_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(relu_forward):
    """keeps what is positive and sets the rest to zero, for an x of any shape"""
    x = np.array([[-2.0, -0.5, 0.0], [0.5, 1000.0, -3.0]])
    r = np.array([[0.0, 0.0, 0.0], [0.5, 1000.0, 0.0]])
    for shape in ((2, 3), (1, 2, 3, 1), (6,)):
        assert_close(relu_forward(x.reshape(shape))[0], r.reshape(shape), "relu_forward: out")


@case(points=0.5)
def input_kept(relu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4, 2))
    x[0, 1] = -1000.0, 1000.0
    before = x.copy()
    relu_forward(x)
    assert_unchanged(x, before, "relu_forward: x")
