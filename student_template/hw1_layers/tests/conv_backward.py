OK_FORMAT = False
name = "conv_backward"
depends = ["conv_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


def check(forward, backward, conv_param, shape=(3, 2, 5, 6), filters=(7, 2, 3, 4)):
    """The gradients, by default for three images of two channels and filters not square."""
    random = rng()
    arrays = {n: random.standard_normal(s) for n, s in zip("xw", (shape, filters), strict=True)}
    inputs = {**arrays, "b": random.standard_normal(filters[0]), "conv_param": conv_param}
    check_gradient(forward, backward, inputs, wrt=("x", "w", "b"))


@case(points=2)
def gradient(conv_forward, conv_backward):
    """dx, dw and db agree with the numeric gradient"""
    check(conv_forward, conv_backward, {"stride": 1, "pad": 1})


@case(points=1)
def unpadded(conv_forward, conv_backward):
    """the gradients are right without padding, where all axes are equal too"""
    check(conv_forward, conv_backward, {"stride": 1, "pad": 0})
    check(conv_forward, conv_backward, {"stride": 1, "pad": 0}, (2, 2, 3, 3), (2, 2, 2, 2))


@case(points=0.25)
def strided(conv_forward, conv_backward):
    """the gradients are right for stride 2"""
    check(conv_forward, conv_backward, {"stride": 2, "pad": 2})


@case(points=0.25)
def left_over(conv_forward, conv_backward):
    """dx is 0 in the rows and columns that no whole window reaches; its shape is that of x"""
    x, w = rng().standard_normal((1, 1, 7, 8)), np.ones((1, 1, 3, 2))
    try:
        out, cache = conv_forward(x, w, np.zeros(1), {"stride": 3, "pad": 0})
    except Exception:  # the forward loses its points for that, the backward does not
        out, cache = np.nan, None
    rows = x[..., :6, :].reshape(1, 1, 2, 3, 8).sum(axis=3)
    right = rows[..., 0::3] + rows[..., 1::3]
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix conv_forward first")
    dout = np.arange(1.0, 7.0).reshape(1, 1, 2, 3)
    dx, _, _ = conv_backward(dout, cache)
    expected = np.zeros(x.shape)
    expected[..., :6, :] = dout.repeat(3, axis=2).repeat(3, axis=3)[..., :8]
    expected[..., 2::3] = 0.0
    assert_close(dx, expected, "conv_backward: dx")


@case(points=0.5)
def dout_kept(conv_forward, conv_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    random = rng()
    x, w, b = (random.standard_normal(s) for s in ((1, 2, 5, 6), (4, 2, 1, 3), (4,)))
    out, cache = conv_forward(x, w, b, {"stride": 1, "pad": 1})
    if np.shape(out) != (1, 4, 7, 6):
        raise Skipped("fix conv_forward first")
    dout = random.standard_normal(np.shape(out))
    before = dout.copy()
    first = conv_backward(dout, cache)
    assert_unchanged(dout, before, "conv_backward: dout")
    for what, one, two in zip(("dx", "dw", "db"), first, conv_backward(dout, cache), strict=True):
        assert_close(two, one, f"conv_backward: {what} of a second call with the same cache")
    conv_forward(-x, 2 * w, b, {"stride": 2, "pad": 6})
    for what, one, two in zip(("dx", "dw", "db"), first, conv_backward(dout, cache), strict=True):
        assert_close(two, one, f"conv_backward: {what} of a call after another forward")
