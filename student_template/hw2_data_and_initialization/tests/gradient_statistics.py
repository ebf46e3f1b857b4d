OK_FORMAT = False
name = "gradient_statistics"
depends = ["activation_statistics"]

import numpy as np

from autograder.checks import assert_pairs, assert_raises, assert_unchanged, case, rng


@case(points=0.5)
def by_hand(gradient_statistics):
    """gives the std of the weights' and of the input's gradient of each layer"""
    x, dout = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([[1.0], [-2.0]])
    weights = [np.array([[1.0, 0.0, 1.0], [0.0, -1.0, 1.0]]), np.array([[1.0], [1.0], [2.0]])]
    found = gradient_statistics(weights, x, "relu", dout)
    # the second layer's: dw = [-5, 0, -5], its input's [[1, 1, 2], [-2, -2, -4]];
    # the first layer's: dw = [[-5, 0, -10], [0, 0, 0]], its input's [[3, 2], [-6, -4]]
    second = np.sqrt(50.0) / 3, np.sqrt(41.0) / 3
    first = np.sqrt(125 / 6 - 6.25), np.sqrt(235.0) / 4
    assert_pairs(found, [first, second], "gradient_statistics")


@case(points=0.25)
def tanh(gradient_statistics):
    """knows tanh, and layers of as many units as inputs; leaves x and dout as they were"""
    x, dout = np.arctanh([[0.5, -0.5], [0.0, 0.25]]), np.array([[4.0, 8.0], [1.0, -16.0]])
    w, before = np.array([[1.0, 0.0], [2.0, 1.0]]), (x.copy(), dout.copy())
    h = np.tanh(x @ w)
    da = dout * (1 - h**2)
    expected = [((x.T @ da).std(), (da @ w.T).std())]
    found = gradient_statistics([w], x, "tanh", dout)
    assert_pairs(found, expected, "gradient_statistics: tanh")
    assert_unchanged(x, before[0], "gradient_statistics: x")
    assert_unchanged(dout, before[1], "gradient_statistics: dout")


@case(points=0.25)
def unknown(gradient_statistics):
    """raises ValueError for an activation that it does not know"""
    arguments = [rng().standard_normal((2, 4))], np.ones((3, 2))
    for activation in ("sigmoid", "ReLU", ""):
        assert_raises(ValueError, gradient_statistics, *arguments, activation, np.ones((3, 4)))
