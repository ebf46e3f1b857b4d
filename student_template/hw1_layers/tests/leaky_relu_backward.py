OK_FORMAT = False
name = "leaky_relu_backward"
depends = ["leaky_relu_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(leaky_relu_forward, leaky_relu_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(leaky_relu_forward, leaky_relu_backward, {"x": x, "alpha": 0.2}, wrt=("x",))


@case(points=0.5)
def kink(leaky_relu_forward, leaky_relu_backward):
    """the slope at x = 0 lies between those of the two sides; alpha may be 0"""
    x, dout = np.array([0.0, -1.0, 2.0]), np.array([4.0, 4.0, 4.0])
    for alpha in (0.25, 0):
        out, cache = leaky_relu_forward(x, alpha)
        if np.shape(out) != x.shape or not np.allclose(out, [0.0, -alpha, 2.0]):
            raise Skipped("fix leaky_relu_forward first")
        dx = leaky_relu_backward(dout, cache)
        slopes = np.array([alpha, alpha, 1.0]), np.array([1.0, alpha, 1.0])
        between = np.clip(dx, 4 * slopes[0], 4 * slopes[1])
        what = f"leaky_relu_backward: dx for alpha = {alpha}, next to the nearest right one"
        assert_close(dx, between, what)


@case(points=0.5)
def dout_kept(leaky_relu_forward, leaky_relu_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = leaky_relu_forward(x)
    first = leaky_relu_backward(dout, cache)
    assert_unchanged(dout, before, "leaky_relu_backward: dout")
    again = leaky_relu_backward(dout, cache)
    assert_close(again, first, "leaky_relu_backward: dx of a second call with the same cache")
    leaky_relu_forward(-x, 0.5)
    again = leaky_relu_backward(dout, cache)
    assert_close(again, first, "leaky_relu_backward: dx of a call after another forward")
