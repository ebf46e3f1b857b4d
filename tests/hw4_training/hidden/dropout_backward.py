OK_FORMAT = False
name = "dropout_backward (hidden)"
depends = ["dropout_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values_do_not_matter(dropout_forward, dropout_backward):
    """the gradient depends on what was dropped, not on the values"""
    x = rng().standard_normal((4, 3, 2, 6))
    param = {"mode": "train", "keep": 0.7, "rng": rng("mask")}
    out, cache = dropout_forward(x, param)
    dout = rng("dout").standard_normal(x.shape)
    right = np.where(out != 0, dout / 0.7, 0)
    assert_close(dropout_backward(dout, cache), right, "dropout_backward: dx")
    assert_close(dropout_backward(dout, cache), right, "dropout_backward: dx of a second call")


@case(points=0.25)
def identities(dropout_forward, dropout_backward):
    """changes nothing in test mode nor for keep = 1"""
    x, dout = rng().standard_normal((2, 6, 7))
    for mode, keep in (("test", 0.5), ("train", 1.0)):
        out, cache = dropout_forward(x, {"mode": mode, "keep": keep, "rng": rng("mask")})
        # out / x is 1, or what a wrong forward multiplied by, which is not this one's mistake
        assert_close(dropout_backward(dout, cache), dout * out / x, "dropout_backward: dx")


@case(points=0.25)
def dout_kept(dropout_forward, dropout_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 6, 7))
    before = dout.copy()
    _, cache = dropout_forward(x, {"mode": "train", "keep": 0.5, "rng": rng("mask")})
    dropout_backward(dout, cache)
    assert_unchanged(dout, before, "dropout_backward: dout")
