"""Softmax regression, and a network with one hidden layer."""

import numpy as np


def softmax_loss(Z, y):
    """The mean over the rows of log(sum(exp(z))) - z[label], a number; for logits of any size.

    Z: (N, K), logits; y: (N,), labels from 0 to K - 1.
    """
    # BEGIN SOLUTION
    highest = Z.max(axis=1)
    sums = np.exp(Z - highest[:, None]).sum(axis=1)
    return np.mean(highest + np.log(sums) - Z[np.arange(len(Z)), y])
    # END SOLUTION


def softmax_gradient(Z, y):
    """The gradient of ``softmax_loss`` by Z, of Z's shape; for logits of any size."""
    # BEGIN SOLUTION
    exps = np.exp(Z - Z.max(axis=1)[:, None])
    gradient = exps / exps.sum(axis=1)[:, None]
    gradient[np.arange(len(Z)), y] -= 1
    return gradient / len(Z)
    # END SOLUTION


def softmax_regression_epoch(X, y, theta, lr=0.1, batch=100):
    """One pass over the data in batches; ``theta`` is changed in place, and None is returned.

    X: (N, D); y: (N,); theta: (D, K). The logits are X theta. The first ``batch`` rows are the
    first batch, the next ones the second; the last may be shorter. For each of them theta goes
    ``lr`` times the gradient of its mean loss downhill.
    """
    # BEGIN SOLUTION
    for start in range(0, len(X), batch):
        rows, labels = X[start : start + batch], y[start : start + batch]
        theta -= lr * rows.T @ softmax_gradient(rows @ theta, labels)
    # END SOLUTION


def nn_epoch(X, y, W1, W2, lr=0.1, batch=100):
    """As ``softmax_regression_epoch`` for the logits relu(X W1) W2; W1 and W2 change in place.

    X: (N, D); y: (N,); W1: (D, H); W2: (H, K). Both gradients of a batch are taken at the same W1
    and W2. The slope of relu at 0 is 0.
    """
    # BEGIN SOLUTION
    for start in range(0, len(X), batch):
        rows, labels = X[start : start + batch], y[start : start + batch]
        hidden = np.maximum(rows @ W1, 0)
        logits_gradient = softmax_gradient(hidden @ W2, labels)
        hidden_gradient = logits_gradient @ W2.T * (hidden > 0)
        W2 -= lr * hidden.T @ logits_gradient
        W1 -= lr * rows.T @ hidden_gradient
    # END SOLUTION


def error_rate(Z, y):
    """The share of rows whose largest logit, the first of equal ones, is not that of the label.

    Z: (N, K); y: (N,). Returns a number from 0 to 1.
    """
    # BEGIN SOLUTION
    return np.mean(Z.argmax(axis=1) != y)
    # END SOLUTION
