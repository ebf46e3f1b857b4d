OK_FORMAT = False
name = "temporal_affine_backward"
depends = ["temporal_affine_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradient(temporal_affine_forward, temporal_affine_backward):
    """dx, dw and db agree with the numeric gradient"""
    random, shapes = rng(), {"x": (2, 3, 5), "w": (5, 4), "b": (4,)}
    inputs = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    check_gradient(temporal_affine_forward, temporal_affine_backward, inputs, wrt=tuple(inputs))
