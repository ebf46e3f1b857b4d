OK_FORMAT = False
name = "random_walk_gain (hidden)"
bonus = True

from autograder.checks import assert_close, case


@case(points=0.5)
def relu(random_walk_gain, reference):
    """ReLU layers, also narrow ones; linear ones of other widths"""
    for width in (2, 5, 6, 7, 128, 1000):
        for activation in ("relu", "linear"):
            expected = reference.random_walk_gain(width, activation)
            assert_close(random_walk_gain(width, activation), expected, "random_walk_gain")
