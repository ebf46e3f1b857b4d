OK_FORMAT = False
name = "prelu_backward"
depends = ["prelu_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=1)
def gradient(prelu_forward, prelu_backward):
    """dx and dalpha agree with the numeric gradient for a slope a channel"""
    x = rng().standard_normal((2, 3, 4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    inputs = {"x": x, "alpha": np.array([0.25, -0.5, 0.0])}
    check_gradient(prelu_forward, prelu_backward, inputs, wrt=("x", "alpha"))


@case(points=0.5)
def one_slope(prelu_forward, prelu_backward):
    """dx and dalpha agree with the numeric gradient for one slope"""
    x = rng().standard_normal((4, 3))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    inputs = {"x": x, "alpha": np.array(1.25)}
    check_gradient(prelu_forward, prelu_backward, inputs, wrt=("x", "alpha"))


@case(points=0.5)
def one_channel(prelu_forward, prelu_backward):
    """dalpha has the shape of alpha, for one channel and where all axes are equal; 0 at x = 0"""
    rows = np.array([[-2.0, 1.0, 0.0], [-1.0, 0.0, 5.0]])
    x = np.stack([rows] * 4, axis=1)[:, None]  # (2, 1, 4, 3)
    _, cache = prelu_forward(x, np.array([0.5]))
    dx, dalpha = prelu_backward(np.full(x.shape, 3.0), cache)
    assert_close(dalpha, np.array([-36.0]), "prelu_backward: dalpha")
    assert_close(dx, np.clip(dx, 1.5, 3.0), "prelu_backward: dx, next to the nearest right one")
    # equal axes: what is right only where they differ shows here
    x, alpha = -np.ones((2, 2, 2, 2)), np.array([0.5, 2.0])
    x[:, 1] *= 3.0
    dx, dalpha = prelu_backward(np.ones(x.shape), prelu_forward(x, alpha)[1])
    expected = np.full(x.shape, 0.5)
    expected[:, 1] = 2.0
    assert_close(dx, expected, "prelu_backward: dx where all axes are equal")
    assert_close(dalpha, np.array([-8.0, -24.0]), "prelu_backward: dalpha where all axes are equal")


@case(points=0.5)
def dout_kept(prelu_forward, prelu_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = prelu_forward(x, np.full(4, 0.2))
    first = prelu_backward(dout, cache)
    assert_unchanged(dout, before, "prelu_backward: dout")
    for what, one, two in zip(("dx", "dalpha"), first, prelu_backward(dout, cache), strict=True):
        assert_close(two, one, f"prelu_backward: {what} of a second call with the same cache")
    prelu_forward(-x, np.full(4, 0.5))
    for what, one, two in zip(("dx", "dalpha"), first, prelu_backward(dout, cache), strict=True):
        assert_close(two, one, f"prelu_backward: {what} of a call after another forward")
