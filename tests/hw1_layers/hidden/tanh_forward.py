OK_FORMAT = False
name = "tanh_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def any_shape(tanh_forward, reference):
    """is right for random images, whatever their order in memory"""
    x = 3 * rng().standard_normal((5, 4, 3, 2)).T
    expected = reference.tanh_forward(x)[0]
    assert_close(tanh_forward(x)[0], expected, "tanh_forward: out")
