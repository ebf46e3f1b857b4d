OK_FORMAT = False
name = "softplus_backward (hidden)"
depends = ["softplus_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=1)
def axes(softplus_forward, softplus_backward):
    """agrees with the numeric gradient of an array with three axes"""
    x = 2.0 * rng().standard_normal((2, 3, 4))
    check_gradient(softplus_forward, softplus_backward, {"x": x}, wrt=("x",))
