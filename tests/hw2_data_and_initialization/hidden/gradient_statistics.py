OK_FORMAT = False
name = "gradient_statistics (hidden)"
depends = ["activation_statistics"]

import numpy as np

from autograder.checks import assert_pairs, assert_raises, assert_unchanged, case, rng


@case(points=0.5)
def random_values(gradient_statistics, reference):
    """is right for both activations and layers of several widths"""
    random = rng()
    for activation in ("tanh", "relu"):
        x, dout = random.standard_normal((6, 5)), random.standard_normal((6, 4))
        weights = [random.standard_normal(shape) for shape in ((5, 8), (8, 7), (7, 4))]
        expected = reference.gradient_statistics(weights, x, activation, dout)
        found = gradient_statistics(weights, x, activation, dout)
        assert_pairs(found, expected, f"gradient_statistics: {activation}")


@case(points=0.25)
def inputs_kept(gradient_statistics):
    """leaves x and dout as they were"""
    x, dout = rng().standard_normal((2, 3, 4))
    before = x.copy(), dout.copy()
    gradient_statistics([np.eye(4), np.eye(4)], x, "tanh", dout)
    assert_unchanged(x, before[0], "gradient_statistics: x")
    assert_unchanged(dout, before[1], "gradient_statistics: dout")


@case(points=0.25)
def unknown(gradient_statistics):
    """raises ValueError for an activation that it does not know"""
    arguments = [np.eye(2)], np.ones((3, 2)), "sigmoid", np.ones((3, 2))
    assert_raises(ValueError, gradient_statistics, *arguments)
