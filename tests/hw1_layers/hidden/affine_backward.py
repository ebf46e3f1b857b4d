OK_FORMAT = False
name = "affine_backward (hidden)"
depends = ["affine_forward"]

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=1)
def gradient(affine_forward, affine_backward):
    """the gradients are right for 3-D images and one output"""
    random = rng()
    x = random.standard_normal((3, 2, 2, 3))
    w = random.standard_normal((12, 1))
    b = random.standard_normal(1)
    check_gradient(affine_forward, affine_backward, {"x": x, "w": w, "b": b}, wrt=("x", "w", "b"))


@case(points=0.5)
def dout_kept(affine_forward, affine_backward):
    """leaves the upstream gradient as it was"""
    random = rng()
    x, w, b, dout = (random.standard_normal(shape) for shape in ((3, 4), (4, 2), (2,), (3, 2)))
    before = dout.copy()
    _, cache = affine_forward(x, w, b)
    affine_backward(dout, cache)
    assert_unchanged(dout, before, "affine_backward: dout")
