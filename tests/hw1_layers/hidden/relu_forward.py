OK_FORMAT = False
name = "relu_forward (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def any_shape(relu_forward, reference):
    """works on images as well as on rows"""
    x = rng().standard_normal((2, 3, 4, 5))
    out, _ = relu_forward(x)
    assert_close(out, reference.relu_forward(x)[0], "relu_forward: out")


@case(points=0.5)
def input_kept(relu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    relu_forward(x)
    assert_unchanged(x, before, "relu_forward: x")
