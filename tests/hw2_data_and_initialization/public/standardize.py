OK_FORMAT = False
name = "standardize"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng, without_warnings


@case(points=0.5)
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
    """a column of equal values becomes 0 without a warning; one that varies little is scaled"""
    X = np.array([[2.0, 1.0, 1e-9], [2.0, 3.0, 3e-9], [2.0, 5.0, 5e-9]])
    root = np.sqrt(1.5)
    expected = np.array([[-root], [0.0], [root]]) * [0.0, 1.0, 1.0]
    Z, _, _ = without_warnings(standardize)(X)
    assert_close(Z, expected, "standardize: Z")


@case(points=0.5)
def test_set(standardize):
    """the test set is scaled by the numbers that are given, whatever else is in it"""
    X, mean, std = (
        np.array([[3.0, -1.0], [9.0, 0.0], [0.0, 4.0]]),
        np.array([1.0, 2.0]),
        np.array([2.0, 0.5]),
    )
    Z, used_mean, used_std = standardize(X, mean, std)
    assert_close(
        Z, np.array([[1.0, -6.0], [4.0, -4.0], [-0.5, 4.0]]), "standardize: Z of a test set"
    )
    assert_close(used_mean, mean, "standardize: mean")
    assert_close(used_std, std, "standardize: std")
    assert_close(standardize(X[:1], mean, std)[0], np.array([[1.0, -6.0]]), "standardize: one row")


@case(points=0.25)
def any_numbers(standardize):
    """takes integers, rows as many as columns, numbers far from 0, means of 0; every call anew"""
    root = np.sqrt(1.5)
    X = np.array([[1, 0, 7], [3, 0, 8], [5, 6, 9]])
    column, last = np.array([-root, 0.0, root]), np.array([-1, -1, 2]) / np.sqrt(2)
    expected = np.stack([column, last, column], axis=1)
    for what, rows in (("integers", X), ("numbers next to 1e8", X + 1e8)):
        assert_close(standardize(rows)[0], expected, f"standardize: Z of {what}", atol=1e-6)
    zeros, ones = np.zeros(3), np.ones(3)
    assert_close(standardize(X, zeros, ones)[0], X * 1.0, "standardize: Z for means of 0")


@case(points=0.25)
def constant_in_training(standardize):
    """a column that is constant in the training set is divided by 1 in the test set too"""
    train, test = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 2.0]]), np.array([[2.0, 2.5]])
    _, mean, std = standardize(train)
    root = np.sqrt(8 / 3)
    either = np.where(np.asarray(std) == 0, 0.0, 1.0)  # the std itself, or what was divided by
    assert_close(std, np.array([root, either[1]]), "standardize: std")
    assert_close(standardize(test, mean, std)[0], np.array([[-1 / root, 0.5]]), "standardize: Z")


@case(points=0.5)
def kept(standardize):
    """leaves X, mean and std as they were"""
    random = rng()
    arrays = X, mean, std = [random.uniform(1.0, 2.0, shape) for shape in ((5, 3), (3,), (3,))]
    std[1] = 0.0
    before = [a.copy() for a in arrays]
    standardize(X)
    standardize(X, mean, std)
    for what, now, was in zip(("X", "mean", "std"), arrays, before, strict=True):
        assert_unchanged(now, was, f"standardize: {what}")
