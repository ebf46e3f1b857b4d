OK_FORMAT = False
name = "standardize"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def training_set(standardize):
    """gives every column mean 0 and std 1; returns what it used"""
    X = np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 40.0], [7.0, 40.0]])
    Z, mean, std = standardize(X)
    root = np.sqrt(5.0)
    expected = np.array([[-3 / root, -1], [-1 / root, -1], [1 / root, 1], [3 / root, 1]])
    assert_close(Z, expected, "standardize: Z")
    assert_close(mean, np.array([4.0, 25.0]), "standardize: mean")
    assert_close(std, np.array([root, 15.0]), "standardize: std")


@case(points=0.5)
def constant_column(standardize):
    """a column without variance becomes 0"""
    X = np.array([[2.0, 1.0], [2.0, 3.0]])
    assert_close(standardize(X)[0], np.array([[0.0, -1.0], [0.0, 1.0]]), "standardize: Z")
