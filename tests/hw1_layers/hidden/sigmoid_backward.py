OK_FORMAT = False
name = "sigmoid_backward (hidden)"
depends = ["sigmoid_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(sigmoid_forward, sigmoid_backward, reference):
    """dx is right for images, whatever their order in memory"""
    x, dout = rng().standard_normal((2, 5, 4, 3, 2)).transpose(0, 4, 3, 2, 1)
    (out, cache), (right, kept) = sigmoid_forward(x), reference.sigmoid_forward(x)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix sigmoid_forward first")
    expected = reference.sigmoid_backward(dout, kept)
    assert_close(sigmoid_backward(dout, cache), expected, "sigmoid_backward: dx")
