OK_FORMAT = False
name = "gradient_statistics"
depends = ["activation_statistics"]

import numpy as np

from autograder.checks import assert_pairs, case


@case(points=1)
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
