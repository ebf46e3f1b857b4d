OK_FORMAT = False
name = "sigmoid_backward"
depends = ["sigmoid_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(sigmoid_forward, sigmoid_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    check_gradient(sigmoid_forward, sigmoid_backward, {"x": x}, wrt=("x",))
