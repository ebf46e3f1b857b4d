OK_FORMAT = False
name = "conv_backward"
depends = ["conv_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=3)
def gradient(conv_forward, conv_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x = random.standard_normal((2, 2, 4, 5))
    w = random.standard_normal((3, 2, 3, 2))
    b = random.standard_normal(3)
    conv_param = {"stride": 1, "pad": 1}
    inputs = {"x": x, "w": w, "b": b, "conv_param": conv_param}
    check_gradient(conv_forward, conv_backward, inputs, wrt=("x", "w", "b"))
