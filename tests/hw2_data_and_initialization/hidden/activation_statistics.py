OK_FORMAT = False
name = "activation_statistics (hidden)"

import numpy as np

from autograder.checks import assert_pairs, assert_raises, assert_unchanged, case, rng


@case(points=1)
def lecture(activation_statistics, reference):
    """is right for the lecture's six layers, here of 256 units"""
    random = rng()
    x = random.standard_normal((16, 256))
    normal = [random.standard_normal((256, 256)) for _ in range(6)]
    for activation, scale in (("tanh", 0.01), ("tanh", 1 / 16), ("relu", 1 / 16), ("relu", 0.0884)):
        weights = [scale * w for w in normal]
        expected = reference.activation_statistics(weights, x, activation)
        found = activation_statistics(weights, x, activation)
        assert_pairs(found, expected, f"activation_statistics: {activation}")


@case(points=0.5)
def inputs_kept(activation_statistics):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    activation_statistics([np.eye(4), np.eye(4)], x, "relu")
    assert_unchanged(x, before, "activation_statistics: x")


@case(points=0.5)
def unknown(activation_statistics):
    """raises ValueError for an activation that it does not know"""
    assert_raises(ValueError, activation_statistics, [np.eye(2)], np.ones((1, 2)), "sigmoid")
