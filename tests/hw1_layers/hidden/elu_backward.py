OK_FORMAT = False
name = "elu_backward (hidden)"
depends = ["elu_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(elu_forward, elu_backward, reference):
    """dx is right for images, whatever their order in memory"""
    x, dout = rng().standard_normal((2, 5, 4, 3, 2)).transpose(0, 4, 3, 2, 1)
    (out, cache), (right, kept) = elu_forward(x, 0.7), reference.elu_forward(x, 0.7)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix elu_forward first")
    expected = reference.elu_backward(dout, kept)
    assert_close(elu_backward(dout, cache), expected, "elu_backward: dx")
