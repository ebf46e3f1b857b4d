OK_FORMAT = False
name = "masked_conv_backward (hidden)"
depends = ["masked_conv_forward"]
bonus = True

from autograder.checks import case, check_gradient, rng


@case(points=0.25)
def gradient(masked_conv_forward, masked_conv_backward):
    """all gradients agree with the numeric ones for kind B and filters of 5"""
    random, shapes = rng(), {"x": (1, 2, 6, 3), "w": (4, 2, 5, 5), "b": (4,)}
    inputs = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    inputs["kind"] = "B"
    check_gradient(masked_conv_forward, masked_conv_backward, inputs, wrt=tuple(shapes))
