OK_FORMAT = False
name = "tanh_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def any_shape(tanh_forward, reference):
    """is right for random images"""
    x = 3 * rng().standard_normal((2, 3, 4, 5))
    expected = reference.tanh_forward(x)[0]
    assert_close(tanh_forward(x)[0], expected, "tanh_forward: out")
