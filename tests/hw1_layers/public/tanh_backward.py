OK_FORMAT = False
name = "tanh_backward"
depends = ["tanh_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(tanh_forward, tanh_backward):
    """dx agrees with the numeric gradient"""
    x = 2 * rng().standard_normal((4, 5))
    check_gradient(tanh_forward, tanh_backward, {"x": x}, wrt=("x",))
