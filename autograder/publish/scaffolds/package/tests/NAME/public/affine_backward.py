OK_FORMAT = False
name = "affine_backward"
depends = ["affine_forward"]

from autograder.checks import case, check_gradient, rng

from shared.inputs import layer_inputs


@case(points=2)
def gradients(affine_forward, affine_backward):
    """dx and dw agree with the numeric gradient"""
    check_gradient(affine_forward, affine_backward, layer_inputs(rng()), wrt=("x", "w"))
