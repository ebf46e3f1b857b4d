OK_FORMAT = False
name = "softplus_backward"
depends = ["softplus_forward"]

import numpy as np

from autograder.checks import assert_close, case, check_gradient, rng


@case(points=2)
def gradient(softplus_forward, softplus_backward):
    """agrees with the numeric gradient"""
    x = 2.0 * rng().standard_normal((3, 4))
    check_gradient(softplus_forward, softplus_backward, {"x": x}, wrt=("x",))


@case(points=1)
def large(softplus_forward, softplus_backward):
    """is 0 far to the left and dout far to the right"""
    _, cache = softplus_forward(np.array([-1000.0, 1000.0]))
    dx = softplus_backward(np.array([3.0, 2.0]), cache)
    assert_close(dx, np.array([0.0, 2.0]), "softplus_backward: dx")
