OK_FORMAT = False
name = "activation_statistics"

import numpy as np

from autograder.checks import assert_pairs, assert_raises, assert_unchanged, case, rng


@case(points=1.5)
def values(activation_statistics):
    """gives mean and standard deviation after each layer"""
    x = np.array([[1.0, 2.0], [-1.0, 0.0]])
    weights = [np.array([[1.0, 0.0, 1.0], [0.0, -1.0, 1.0]]), np.array([[1.0], [1.0], [2.0]])]
    found = activation_statistics(weights, x, "relu")
    # layer 1: [[1, 0, 3], [0, 0, 0]]; layer 2: [[7], [0]]
    expected = [(2 / 3, np.sqrt(10 / 6 - 4 / 9)), (3.5, 3.5)]
    assert_pairs(found, expected, "activation_statistics")


@case(points=0.5)
def tanh(activation_statistics):
    """knows tanh too"""
    x, weights = np.array([[np.log(2.0), -np.log(2.0)]]), [np.eye(2)]
    assert_pairs(activation_statistics(weights, x, "tanh"), [(0.0, 0.6)], "activation_statistics")


@case(points=0.5)
def inputs_kept(activation_statistics):
    """leaves x and the weights as they were"""
    random = rng()
    x, first, last = (random.standard_normal(shape) for shape in ((3, 4), (4, 5), (5, 2)))
    before = x.copy()
    expected = activation_statistics([first, last], x, "relu")
    assert_unchanged(x, before, "activation_statistics: x")
    again = activation_statistics([first, last], x, "relu")
    assert_pairs(again, expected, "activation_statistics: a second call with the same arrays")


@case(points=0.5)
def unknown(activation_statistics):
    """raises ValueError for an activation that it does not know"""
    weights, x = [np.ones((2, 3))], np.ones((1, 2))
    assert_raises(ValueError, activation_statistics, weights, x, "sigmoid")
