OK_FORMAT = False
name = "maxout_backward (hidden)"
depends = ["maxout_forward"]

from autograder.checks import case, check_gradient, rng


def apart(random, n, d, m, k):
    """Inputs whose pieces lie apart, so that the numeric gradient meets no tie."""
    x = random.standard_normal((n, d))
    w = 0.01 * random.standard_normal((d, m, k))
    return x, w, random.permutation(m * k).reshape(m, k) * 1.0


@case(points=1)
def gradient(maxout_forward, maxout_backward):
    """the gradients are right for other numbers of units and pieces"""
    x, w, b = apart(rng(), 3, 4, 3, 2)
    inputs = {"x": x, "w": w, "b": b}
    check_gradient(maxout_forward, maxout_backward, inputs, wrt=("x", "w", "b"))
