OK_FORMAT = False
name = "random_walk_gain"
bonus = True

from autograder.checks import assert_close, assert_raises, case


@case(points=0.5)
def linear(random_walk_gain):
    """linear layers: exp(1 / (2 width))"""
    assert_close(random_walk_gain(100, "linear"), 1.005012520859401, "random_walk_gain")
    assert_raises(ValueError, random_walk_gain, 100, "tanh")


@case(points=0.5)
def relu(random_walk_gain):
    """ReLU layers: sqrt(2) exp(1.2 / (max(width, 6) - 2.4))"""
    assert_close(random_walk_gain(100, "relu"), 1.431709163, "random_walk_gain", rtol=1e-6)
    assert_close(random_walk_gain(3, "relu"), random_walk_gain(6, "relu"), "random_walk_gain of 3")
