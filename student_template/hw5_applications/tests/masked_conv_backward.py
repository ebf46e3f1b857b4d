OK_FORMAT = False
name = "masked_conv_backward"
depends = ["masked_conv_forward"]
bonus = True

from autograder.checks import case, check_gradient, rng


@case(points=0.25)
def gradient(masked_conv_forward, masked_conv_backward):
    """dx, dw and db agree with the numeric gradient; dw is 0 behind the mask"""
    random, shapes = rng(), {"x": (2, 1, 4, 5), "w": (6, 1, 3, 3), "b": (6,)}
    inputs = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    inputs["kind"] = "A"
    check_gradient(masked_conv_forward, masked_conv_backward, inputs, wrt=tuple(shapes))
