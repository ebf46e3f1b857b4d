OK_FORMAT = False
name = "prelu_backward (hidden)"
depends = ["prelu_forward"]

import numpy as np

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=1)
def gradient(prelu_forward, prelu_backward):
    """the gradients are right for rows with a slope a feature"""
    x = rng().standard_normal((5, 4))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    inputs = {"x": x, "alpha": np.array([0.25, 0.1, -0.3, 0.9])}
    check_gradient(prelu_forward, prelu_backward, inputs, wrt=("x", "alpha"))


@case(points=0.5)
def dout_kept(prelu_forward, prelu_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = prelu_forward(x, np.full(4, 0.2))
    prelu_backward(dout, cache)
    assert_unchanged(dout, before, "prelu_backward: dout")
