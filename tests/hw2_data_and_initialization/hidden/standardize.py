OK_FORMAT = False
name = "standardize (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def test_set(standardize, reference):
    """the test set is scaled by the training set's statistics, whatever else is in it"""
    random = rng()
    train = random.standard_normal((20, 4)) * [1, 5, 0.1, 2] + [0, 3, -2, 50]
    test = random.standard_normal((6, 4)) + 1
    _, mean, std = reference.standardize(train)
    expected, _, _ = reference.standardize(test, mean, std)
    Z, used_mean, used_std = standardize(test, mean, std)
    assert_close(Z, expected, "standardize: the test set")
    assert_close(used_mean, mean, "standardize: mean")
    assert_close(used_std, std, "standardize: std")
    assert_close(standardize(test[:2], mean, std)[0], expected[:2], "standardize: two test rows")


@case(points=0.5)
def constant_in_training(standardize, reference):
    """a column that is constant in the training set is divided by 1 in the test set too"""
    train, test = np.array([[1.0, 2.0], [3.0, 2.0]]), np.array([[2.0, 2.5], [9.0, 1.0]])
    before = test.copy()
    _, mean, std = standardize(train)
    Z, _, _ = standardize(test, mean, std)
    assert_close(std, np.array([1.0, 0.0]), "standardize: std")
    assert_close(Z, np.array([[0.0, 0.5], [7.0, -1.0]]), "standardize: Z")
    assert_unchanged(test, before, "standardize: X")
