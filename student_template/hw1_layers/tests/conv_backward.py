OK_FORMAT = False
name = "conv_backward"
depends = ["conv_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


def check(forward, backward, conv_param):
    """The gradients for three images of two channels and filters that are not square."""
    random = rng()
    x, w = random.standard_normal((3, 2, 5, 6)), random.standard_normal((7, 2, 3, 4))
    inputs = {"x": x, "w": w, "b": random.standard_normal(7), "conv_param": conv_param}
    check_gradient(forward, backward, inputs, wrt=("x", "w", "b"))


@case(points=2)
def gradient(conv_forward, conv_backward):
    """dx, dw and db agree with the numeric gradient"""
    check(conv_forward, conv_backward, {"stride": 1, "pad": 1})


@case(points=1)
def unpadded(conv_forward, conv_backward):
    """the gradients are right without padding"""
    check(conv_forward, conv_backward, {"stride": 1, "pad": 0})


@case(points=0.5)
def strided(conv_forward, conv_backward):
    """the gradients are right for stride 2"""
    check(conv_forward, conv_backward, {"stride": 2, "pad": 2})


@case(points=0.5)
def dout_kept(conv_forward, conv_backward):
    """leaves dout and the cache as they were"""
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
