OK_FORMAT = False
name = "elu_backward"
depends = ["elu_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(elu_forward, elu_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(elu_forward, elu_backward, {"x": x, "alpha": 0.2}, wrt=("x",))


@case(points=0.5)
def far_out(elu_forward, elu_backward):
    """the slope is right at x = -1000 and x = 1000, and at 0 between those of the two sides"""
    _, cache = elu_forward(np.array([[-1000.0, 0.0, 1000.0]]), 0.25)
    dx = elu_backward(np.array([[4.0, 4.0, 4.0]]), cache)
    wanted = np.clip(dx, [[0.0, 1.0, 4.0]], [[0.0, 4.0, 4.0]])
    assert_close(dx, wanted, "elu_backward: dx, next to the nearest right one")


@case(points=0.5)
def dout_kept(elu_forward, elu_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = elu_forward(x)
    first = elu_backward(dout, cache)
    assert_unchanged(dout, before, "elu_backward: dout")
    again = elu_backward(dout, cache)
    assert_close(again, first, "elu_backward: dx of a second call with the same cache")
    elu_forward(-x, 0.5)
    again = elu_backward(dout, cache)
    assert_close(again, first, "elu_backward: dx of a call after another forward")
