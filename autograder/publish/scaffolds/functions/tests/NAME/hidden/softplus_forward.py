OK_FORMAT = False
name = "softplus_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def axes(softplus_forward, reference):
    """keeps the shape of an array with three axes"""
    x = 5.0 * rng().standard_normal((2, 3, 4))
    out, _ = softplus_forward(x)
    assert_close(out, reference.softplus_forward(x)[0], "softplus_forward: out")
