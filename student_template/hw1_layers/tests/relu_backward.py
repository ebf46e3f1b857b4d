OK_FORMAT = False
name = "relu_backward"
depends = ["relu_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(relu_forward, relu_backward):
    """dx agrees with the numeric gradient"""
    x = rng().standard_normal((4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    x[0] = -np.abs(x[0])  # an example at which nothing passes
    check_gradient(relu_forward, relu_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def kink(relu_forward, relu_backward):
    """the slope at x = 0 lies between those of the two sides"""
    _, cache = relu_forward(np.array([0.0, -1.0, 2.0]))
    dx = relu_backward(np.array([4.0, 4.0, 4.0]), cache)
    between = np.clip(dx, 0.0, 4.0)
    assert_close(dx, between, "relu_backward: dx at x = 0, next to the nearest right one")


@case(points=0.5)
def dout_kept(relu_forward, relu_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = relu_forward(x)
    first = relu_backward(dout, cache)
    assert_unchanged(dout, before, "relu_backward: dout")
    again = relu_backward(dout, cache)
    assert_close(again, first, "relu_backward: dx of a second call with the same cache")
    relu_forward(-x)
    again = relu_backward(dout, cache)
    assert_close(again, first, "relu_backward: dx of a call after another forward")
