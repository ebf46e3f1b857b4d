OK_FORMAT = False
name = "leaky_relu_backward"
depends = ["leaky_relu_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(leaky_relu_forward, leaky_relu_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(leaky_relu_forward, leaky_relu_backward, {"x": x, "alpha": 0.2}, wrt=("x",))
