OK_FORMAT = False
name = "fan_in (hidden)"

from autograder.checks import assert_close, case


@case(points=0.5)
def others(fan_in):
    """is right for layers with one input or one filter"""
    for shape, expected in (((1, 9), 1), ((9, 1), 9), ((1, 4, 1, 1), 4), ((8, 1, 2, 3), 6)):
        assert_close(fan_in(shape), expected, "fan_in")
