OK_FORMAT = False
name = "relu_backward (hidden)"
depends = ["relu_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(relu_forward, relu_backward):
    """dx is right for images"""
    x = rng().standard_normal((2, 3, 4, 3))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(relu_forward, relu_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def dout_kept(relu_forward, relu_backward):
    """leaves the upstream gradient and the cache as they were"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = relu_forward(x)
    first = relu_backward(dout, cache)
    assert_unchanged(dout, before, "relu_backward: dout")
    assert_close(relu_backward(dout, cache), first, "relu_backward: dx of a second call")
