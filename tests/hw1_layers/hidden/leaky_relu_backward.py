OK_FORMAT = False
name = "leaky_relu_backward (hidden)"
depends = ["leaky_relu_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(leaky_relu_forward, leaky_relu_backward, reference):
    """dx is right for images, whatever their order in memory"""
    x, dout = rng().standard_normal((2, 5, 4, 3, 2)).transpose(0, 4, 3, 2, 1)
    (out, cache), (right, kept) = leaky_relu_forward(x, 0.7), reference.leaky_relu_forward(x, 0.7)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix leaky_relu_forward first")
    expected = reference.leaky_relu_backward(dout, kept)
    assert_close(leaky_relu_backward(dout, cache), expected, "leaky_relu_backward: dx")
