OK_FORMAT = False
name = "maxout_backward (hidden)"
depends = ["maxout_forward"]

from autograder.checks import case, check_gradient, pieces_apart, rng


@case(points=1)
def gradient(maxout_forward, maxout_backward):
    """the gradients are right for other numbers of units and pieces"""
    x, w, b = pieces_apart(rng(), 3, 4, 3, 2)
    inputs = {"x": x, "w": w, "b": b}
    check_gradient(maxout_forward, maxout_backward, inputs, wrt=("x", "w", "b"))
