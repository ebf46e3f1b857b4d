OK_FORMAT = False
name = "nn_epoch"
depends = ["softmax_gradient"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


def loss(X, y, W1, W2):
    """The mean loss, written down for itself."""
    logits = np.where(X @ W1 > 0, X @ W1, 0.0) @ W2
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log([row[label] for row, label in zip(shares, y)]).mean()


def slopes(X, y, weights, which, step=1e-5):
    """The gradient by one of the weights, by differences."""
    found = np.zeros_like(weights[which])
    for place in np.ndindex(found.shape):
        sides = []
        for sign in (1, -1):
            moved = [w.copy() for w in weights]
            moved[which][place] += sign * step
            sides.append(loss(X, y, *moved))
        found[place] = (sides[0] - sides[1]) / (2 * step)
    return found


@case(points=2)
def by_hand(nn_epoch):
    """goes one step downhill, in place"""
    X, y = np.array([[1.0, 2.0]]), np.array([0])
    W1, W2 = np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[1.0, 1.0], [2.0, 0.0]])
    assert nn_epoch(X, y, W1, W2, lr=2.0, batch=1) is None, "nn_epoch should return None"
    # the hidden units are relu((3, -1)), the logits (3, 3), their gradient (-1/2, 1/2)
    assert_close(W2, np.array([[4.0, -2.0], [2.0, 0.0]]), "W2 after one step")
    assert_close(W1, np.array([[1.0, -1.0], [1.0, 0.0]]), "W1, whose gradient is 0")


@case(points=2)
def gradient(nn_epoch):
    """follows the gradient by both weights at the same place"""
    random = rng()
    X, y = random.standard_normal((6, 3)), np.array([0, 2, 1, 0, 2, 2])
    W1, W2 = random.standard_normal((3, 5)), random.standard_normal((5, 3))
    before = [W1.copy(), W2.copy()]
    nn_epoch(X, y, W1, W2, lr=0.5, batch=6)
    for what, now, which in (("W1", W1, 0), ("W2", W2, 1)):
        found, right = (before[which] - now) / 0.5, slopes(X, y, before, which)
        assert_close(found, right, f"the gradient by {what}", rtol=1e-6, atol=1e-7)


@case(points=1)
def batches(nn_epoch):
    """takes the batches in turn, a short one at the end"""
    random = rng()
    X, y = random.standard_normal((5, 3)), np.array([1, 0, 1, 1, 0])
    W1, W2 = random.standard_normal((3, 4)), random.standard_normal((4, 2))
    whole, parts = [W1.copy(), W2.copy()], [W1.copy(), W2.copy()]
    nn_epoch(X, y, *whole, 0.25, 2)
    for start in (0, 2, 4):
        nn_epoch(X[start : start + 2], y[start : start + 2], *parts, 0.25, 100)
    assert_close(whole[0], parts[0], "W1 after batches of 2, and after the same rows call by call")
    assert_close(whole[1], parts[1], "W2 after batches of 2, and after the same rows call by call")


@case(points=0.5)
def usual(nn_epoch):
    """has a learning rate of 0.1 and batches of 100 where nothing else is said"""
    random = rng()
    X, y = random.standard_normal((120, 2)), random.integers(0, 2, size=120)
    W1, W2 = random.standard_normal((2, 3)), random.standard_normal((3, 2))
    said = [W1.copy(), W2.copy()]
    nn_epoch(X, y, W1, W2)
    nn_epoch(X, y, *said, lr=0.1, batch=100)
    assert_close(W1, said[0], "W1")
    assert_close(W2, said[1], "W2")


@case(points=0.5)
def kept(nn_epoch):
    """leaves the data as they are"""
    X, y = np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([0, 1])
    x, labels = X.copy(), y.copy()
    nn_epoch(x, labels, np.eye(2), np.eye(2), 0.5, 1)
    assert_unchanged(x, X, "X")
    assert_unchanged(labels, y, "y")
