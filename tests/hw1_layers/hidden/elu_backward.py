OK_FORMAT = False
name = "elu_backward (hidden)"
depends = ["elu_forward"]

import numpy as np

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(elu_forward, elu_backward):
    """dx is right for images"""
    x = rng().standard_normal((2, 3, 4, 3))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(elu_forward, elu_backward, {"x": x, "alpha": 0.7}, wrt=("x",))


@case(points=0.5)
def dout_kept(elu_forward, elu_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = elu_forward(x)
    elu_backward(dout, cache)
    assert_unchanged(dout, before, "elu_backward: dout")
