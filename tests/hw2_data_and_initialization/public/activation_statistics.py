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
    """knows tanh too, also of numbers for which it is 1 but for rounding"""
    x, weights = np.array([[np.log(2.0), -np.log(2.0)]]), [np.eye(2)]
    assert_pairs(activation_statistics(weights, x, "tanh"), [(0.0, 0.6)], "activation_statistics")
    found = activation_statistics(
        weights, np.array([[1000.0, -1000.0, 0.0]]).T @ [[1.0, 1.0]], "tanh"
    )
    assert_pairs(found, [(0.0, np.sqrt(2 / 3))], "activation_statistics: sums of +-1000")


@case(points=0.25)
def square_layers(activation_statistics):
    """is right for layers that have as many units as inputs"""
    x = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.0]])
    weights = [np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, -1.0], [1.0, 1.0]])]
    # layer 1: [[1, 4], [0, 0], [3, 6]]; layer 2: [[5, 3], [0, 0], [9, 3]]
    expected = [(7 / 3, np.sqrt(62 / 6 - 49 / 9)), (10 / 3, np.sqrt(124 / 6 - 100 / 9))]
    assert_pairs(activation_statistics(weights, x, "relu"), expected, "activation_statistics")


@case(points=0.25)
def inputs_kept(activation_statistics):
    """leaves x and the weights as they were, of square layers too"""
    random = rng()
    x, square, last = (random.standard_normal(shape) for shape in ((3, 4), (4, 4), (4, 2)))
    before = [a.copy() for a in (x, square, last)]
    activation_statistics([square, square, last], x, "relu")
    for what, now, was in zip(
        ("x", "weights[0]", "weights[2]"), (x, square, last), before, strict=True
    ):
        assert_unchanged(now, was, f"activation_statistics: {what}")


@case(points=0.5)
def unknown(activation_statistics):
    """raises ValueError for an activation that it does not know"""
    weights, x = [np.ones((2, 3))], np.ones((1, 2))
    for activation in ("sigmoid", "ReLU", ""):
        assert_raises(ValueError, activation_statistics, weights, x, activation)
