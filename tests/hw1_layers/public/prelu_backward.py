OK_FORMAT = False
name = "prelu_backward"
depends = ["prelu_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(prelu_forward, prelu_backward):
    """dx and dalpha agree with the numeric gradient for a slope a channel"""
    x = rng().standard_normal((3, 2, 2, 3))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    inputs = {"x": x, "alpha": np.array([0.25, -0.5])}
    check_gradient(prelu_forward, prelu_backward, inputs, wrt=("x", "alpha"))


@case(points=0.5)
def one_slope(prelu_forward, prelu_backward):
    """dx and dalpha agree with the numeric gradient for one slope"""
    x = rng().standard_normal((4, 3))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    inputs = {"x": x, "alpha": np.array(0.25)}
    check_gradient(prelu_forward, prelu_backward, inputs, wrt=("x", "alpha"))
