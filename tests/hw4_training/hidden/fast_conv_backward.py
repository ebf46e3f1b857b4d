OK_FORMAT = False
name = "fast_conv_backward (hidden)"
depends = ["fast_conv_forward", "col2im"]

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.75)
def strided(fast_conv_forward, fast_conv_backward):
    """the gradients are right with stride 2, with and without padding"""
    random = rng()
    for pad in (1, 0):
        x = random.standard_normal((3, 2, 7, 6))
        w, b = random.standard_normal((5, 2, 3, 4)), random.standard_normal(5)
        inputs = {"x": x, "w": w, "b": b, "conv_param": {"stride": 2, "pad": pad}}
        check_gradient(fast_conv_forward, fast_conv_backward, inputs, wrt=("x", "w", "b"))


@case(points=0.25)
def dout_kept(fast_conv_forward, fast_conv_backward):
    """leaves the upstream gradient as it was"""
    random = rng()
    x, w = random.standard_normal((2, 3, 4, 5)), random.standard_normal((4, 3, 2, 1))
    _, cache = fast_conv_forward(x, w, random.standard_normal(4), {"stride": 1, "pad": 1})
    dout = random.standard_normal((2, 4, 5, 7))
    before = dout.copy()
    fast_conv_backward(dout, cache)
    assert_unchanged(dout, before, "fast_conv_backward: dout")
