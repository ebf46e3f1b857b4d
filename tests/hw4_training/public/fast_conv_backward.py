OK_FORMAT = False
name = "fast_conv_backward"
depends = ["fast_conv_forward", "col2im"]

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(fast_conv_forward, fast_conv_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x = random.standard_normal((3, 2, 7, 6))
    w, b = random.standard_normal((5, 2, 3, 4)), random.standard_normal(5)
    inputs = {"x": x, "w": w, "b": b, "conv_param": {"stride": 1, "pad": 1}}
    check_gradient(fast_conv_forward, fast_conv_backward, inputs, wrt=("x", "w", "b"))
