OK_FORMAT = False
name = "tanh_backward"
depends = ["tanh_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(tanh_forward, tanh_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    check_gradient(tanh_forward, tanh_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def far_out(tanh_forward, tanh_backward):
    """dx is 0 where the layer saturates, at x = -1000 and x = 1000"""
    out, cache = tanh_forward(np.array([-1000.0, 1000.0]))
    if not np.allclose(out, [-1.0, 1.0]):
        raise Skipped("fix tanh_forward first")
    dx = tanh_backward(np.array([1.0, -2.0]), cache)
    assert_close(dx, np.zeros(2), "tanh_backward: dx far from 0", atol=1e-12)


@case(points=0.5)
def dout_kept(tanh_forward, tanh_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = tanh_forward(x)
    first = tanh_backward(dout, cache)
    assert_unchanged(dout, before, "tanh_backward: dout")
    again = tanh_backward(dout, cache)
    assert_close(again, first, "tanh_backward: dx of a second call with the same cache")
    tanh_forward(2 * x)
    again = tanh_backward(dout, cache)
    assert_close(again, first, "tanh_backward: dx of a call after another forward")
