OK_FORMAT = False
name = "affine_backward"
depends = ["affine_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=2)
def gradient(affine_forward, affine_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x = random.standard_normal((4, 2, 3))
    w = random.standard_normal((6, 5))
    b = random.standard_normal(5)
    check_gradient(affine_forward, affine_backward, {"x": x, "w": w, "b": b}, wrt=("x", "w", "b"))
