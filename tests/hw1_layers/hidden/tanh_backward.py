OK_FORMAT = False
name = "tanh_backward (hidden)"
depends = ["tanh_forward"]

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(tanh_forward, tanh_backward):
    """dx is right for images"""
    x = rng().standard_normal((2, 3, 4, 3))
    check_gradient(tanh_forward, tanh_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def dout_kept(tanh_forward, tanh_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = tanh_forward(x)
    tanh_backward(dout, cache)
    assert_unchanged(dout, before, "tanh_backward: dout")
