OK_FORMAT = False
name = "relu_backward"
depends = ["relu_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(relu_forward, relu_backward):
    """dx agrees with the numeric gradient"""
    random = rng()
    x = random.standard_normal((4, 5))
    x += 0.1 * np.sign(x)  # the numeric gradient needs room around the kink at 0
    check_gradient(relu_forward, relu_backward, {"x": x}, wrt=("x",))
