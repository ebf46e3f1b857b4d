OK_FORMAT = False
name = "sigmoid_backward"
depends = ["sigmoid_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(sigmoid_forward, sigmoid_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    check_gradient(sigmoid_forward, sigmoid_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def far_out(sigmoid_forward, sigmoid_backward):
    """dx is 0 where the layer saturates, at x = -1000 and x = 1000"""
    out, cache = sigmoid_forward(np.array([-1000.0, 1000.0]))
    if not np.allclose(out, [0.0, 1.0]):
        raise Skipped("fix sigmoid_forward first")
    dx = sigmoid_backward(np.array([1.0, -2.0]), cache)
    assert_close(dx, np.zeros(2), "sigmoid_backward: dx far from 0", atol=1e-12)


@case(points=0.5)
def dout_kept(sigmoid_forward, sigmoid_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = sigmoid_forward(x)
    first = sigmoid_backward(dout, cache)
    assert_unchanged(dout, before, "sigmoid_backward: dout")
    again = sigmoid_backward(dout, cache)
    assert_close(again, first, "sigmoid_backward: dx of a second call with the same cache")
    sigmoid_forward(2 * x)
    again = sigmoid_backward(dout, cache)
    assert_close(again, first, "sigmoid_backward: dx of a call after another forward")
