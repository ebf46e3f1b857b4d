OK_FORMAT = False
name = "maxout_backward"
depends = ["maxout_forward"]

from autograder.checks import case, check_gradient, pieces_apart, rng


@case(points=2)
def gradient(maxout_forward, maxout_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x, w, b = pieces_apart(random, 4, 3, 2, 3)
    w[:, :, 0] += random.permutation(3)[:, None]
    w[:, :, 1] -= random.permutation(3)[:, None]
    inputs = {"x": x, "w": w, "b": b}
    check_gradient(maxout_forward, maxout_backward, inputs, wrt=("x", "w", "b"))
