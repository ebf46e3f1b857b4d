OK_FORMAT = False
name = "random_walk_gain"
bonus = True

from autograder.checks import assert_close, assert_raises, case


@case(points=0.5)
def linear(random_walk_gain):
    """linear layers: exp(1 / (2 width))"""
    assert_close(random_walk_gain(100, "linear"), 1.005012520859401, "random_walk_gain")
    assert_raises(ValueError, random_walk_gain, 100, "tanh")
