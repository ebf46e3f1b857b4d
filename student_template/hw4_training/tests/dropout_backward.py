OK_FORMAT = False
name = "dropout_backward"
depends = ["dropout_forward"]

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def same_mask(dropout_forward, dropout_backward):
    """lets the gradient through where the forward let the value through, equally scaled"""
    param = {"mode": "train", "keep": 0.6, "rng": rng("mask")}
    out, cache = dropout_forward(np.ones((6, 7)), param)
    dout = rng().standard_normal((6, 7))
    assert_close(dropout_backward(dout, cache), dout * out, "dropout_backward: dx")
