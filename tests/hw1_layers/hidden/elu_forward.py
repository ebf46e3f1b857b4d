OK_FORMAT = False
name = "elu_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def any_shape(elu_forward, reference):
    """is right for random images, whatever their order in memory"""
    x = 3 * rng().standard_normal((5, 4, 3, 2)).T
    expected = reference.elu_forward(x, 0.3)[0]
    assert_close(elu_forward(x, 0.3)[0], expected, "elu_forward: out")
