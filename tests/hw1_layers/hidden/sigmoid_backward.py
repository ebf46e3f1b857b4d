OK_FORMAT = False
name = "sigmoid_backward (hidden)"
depends = ["sigmoid_forward"]

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(sigmoid_forward, sigmoid_backward):
    """dx is right for images"""
    x = rng().standard_normal((2, 3, 4, 3))
    check_gradient(sigmoid_forward, sigmoid_backward, {"x": x}, wrt=("x",))


@case(points=0.5)
def dout_kept(sigmoid_forward, sigmoid_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = dout.copy()
    _, cache = sigmoid_forward(x)
    sigmoid_backward(dout, cache)
    assert_unchanged(dout, before, "sigmoid_backward: dout")
