OK_FORMAT = False
name = "softmax_regression_epoch"
depends = ["softmax_gradient"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case

X = np.array(
    [[1.0, 0.0, 2.0], [0.0, 2.0, -1.0], [1.0, 1.0, 0.0], [3.0, 0.0, 1.0], [0.0, -1.0, 1.0]]
)
Y = np.array([0, 1, 1, 0, 1])


def downhill(theta, rows, lr):
    """theta after one step on these rows, from plain probabilities of two classes."""
    second = 1 / (1 + np.exp(rows_of(theta, rows, 0) - rows_of(theta, rows, 1)))
    off = (second - Y[rows]) / len(X[rows])
    slope = X[rows].T @ off
    return theta - lr * np.stack([-slope, slope], axis=1)


def rows_of(theta, rows, label):
    return X[rows] @ theta[:, label]


@case(points=2)
def one_batch(softmax_regression_epoch):
    """goes one step downhill, in place"""
    # equal axes: by hand; the other cases have different ones
    x, theta = np.array([[1.0, 0.0], [0.0, 2.0]]), np.zeros((2, 2))
    found = softmax_regression_epoch(x, np.array([0, 1]), theta, lr=1.0, batch=2)
    assert found is None, "softmax_regression_epoch should return None and change theta"
    assert_close(theta, np.array([[0.25, -0.25], [-0.5, 0.5]]), "theta after one step from zeros")


@case(points=2)
def batches(softmax_regression_epoch):
    """takes the batches in turn, a short one at the end"""
    for batch in (1, 2, 3, 10):
        theta = np.array([[0.5, -0.5], [0.0, 1.0], [1.0, 0.25]])
        expected = theta.copy()
        for start in range(0, 5, batch):
            expected = downhill(expected, slice(start, start + batch), 0.5)
        softmax_regression_epoch(X, Y, theta, 0.5, batch)
        assert_close(theta, expected, f"theta after batches of {batch}")


@case(points=0.5)
def usual(softmax_regression_epoch):
    """has a learning rate of 0.1 and batches of 100 where nothing else is said"""
    theta = np.zeros((3, 2))
    softmax_regression_epoch(np.tile(X, (30, 1)), np.tile(Y, 30), theta)
    expected = downhill(downhill(np.zeros((3, 2)), slice(0, 5), 0.1), slice(0, 5), 0.1)
    assert_close(theta, expected, "theta after 150 rows")


@case(points=0.5)
def kept(softmax_regression_epoch):
    """leaves the data as they are"""
    x, y = X.copy(), Y.copy()
    softmax_regression_epoch(x, y, np.zeros((3, 2)), 0.5, 2)
    assert_unchanged(x, X, "X")
    assert_unchanged(y, Y, "y")
