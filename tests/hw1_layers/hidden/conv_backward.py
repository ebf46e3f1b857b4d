OK_FORMAT = False
name = "conv_backward (hidden)"
depends = ["conv_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=1)
def gradient(conv_forward, conv_backward):
    """the gradients are right with stride 2"""
    random = rng()
    x = random.standard_normal((1, 2, 5, 7))
    w = random.standard_normal((2, 2, 3, 3))
    b = random.standard_normal(2)
    conv_param = {"stride": 2, "pad": 1}
    inputs = {"x": x, "w": w, "b": b, "conv_param": conv_param}
    check_gradient(conv_forward, conv_backward, inputs, wrt=("x", "w", "b"))


@case(points=1)
def unpadded(conv_forward, conv_backward):
    """the gradients are right without padding"""
    random = rng()
    x = random.standard_normal((1, 2, 4, 5))
    w = random.standard_normal((3, 2, 2, 3))
    b = random.standard_normal(3)
    conv_param = {"stride": 1, "pad": 0}
    inputs = {"x": x, "w": w, "b": b, "conv_param": conv_param}
    check_gradient(conv_forward, conv_backward, inputs, wrt=("x", "w", "b"))


@case(points=0.5)
def left_over(conv_forward, conv_backward):
    """the gradients are right where the windows do not reach the last row"""
    random = rng()
    x = random.standard_normal((1, 2, 6, 5))
    w = random.standard_normal((2, 2, 3, 2))
    b = random.standard_normal(2)
    conv_param = {"stride": 2, "pad": 0}
    inputs = {"x": x, "w": w, "b": b, "conv_param": conv_param}
    check_gradient(conv_forward, conv_backward, inputs, wrt=("x", "w", "b"))
