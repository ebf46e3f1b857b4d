OK_FORMAT = False
name = "tanh_backward (hidden)"
depends = ["tanh_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(tanh_forward, tanh_backward, reference):
    """dx is right for images, whatever their order in memory"""
    x, dout = rng().standard_normal((2, 5, 4, 3, 2)).transpose(0, 4, 3, 2, 1)
    (out, cache), (right, kept) = tanh_forward(x), reference.tanh_forward(x)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix tanh_forward first")
    expected = reference.tanh_backward(dout, kept)
    assert_close(tanh_backward(dout, cache), expected, "tanh_backward: dx")
