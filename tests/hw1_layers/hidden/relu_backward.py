OK_FORMAT = False
name = "relu_backward (hidden)"
depends = ["relu_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(relu_forward, relu_backward, reference):
    """dx is right for images, whatever their order in memory"""
    x, dout = rng().standard_normal((2, 5, 4, 3, 2)).transpose(0, 4, 3, 2, 1)
    (out, cache), (right, kept) = relu_forward(x), reference.relu_forward(x)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix relu_forward first")
    expected = reference.relu_backward(dout, kept)
    assert_close(relu_backward(dout, cache), expected, "relu_backward: dx")
