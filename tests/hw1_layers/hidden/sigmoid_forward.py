OK_FORMAT = False
name = "sigmoid_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def any_shape(sigmoid_forward, reference):
    """is right for random images, whatever their order in memory"""
    x = 3 * rng().standard_normal((5, 4, 3, 2)).T
    expected = reference.sigmoid_forward(x)[0]
    assert_close(sigmoid_forward(x)[0], expected, "sigmoid_forward: out")
