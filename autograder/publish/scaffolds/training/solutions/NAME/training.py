"""A classifier with two classes, and how it is trained."""

import numpy as np


def logistic_loss(theta, x, y):
    """(loss, gradient): the mean of log(1 + exp(s)) - y s, s = x theta, and its gradient by theta.

    x: (N, D), y: (N,) of 0 and 1, theta: (D,).
    """
    # BEGIN SOLUTION
    scores = x @ theta
    size = np.abs(scores)  # log(1 + exp(s)) without overflow
    loss = (0.5 * (scores + size) + np.log1p(np.exp(-size)) - y * scores).mean()
    probability = 0.5 * (1.0 + np.tanh(0.5 * scores))  # 1 / (1 + exp(-s)) likewise
    return loss, (probability - y) @ x / len(y)
    # END SOLUTION


def train(theta, x, y, rate, batch):
    """Go once through the examples, ``batch`` at a time, and change ``theta`` in place."""
    # BEGIN SOLUTION
    for start in range(0, len(x), batch):
        part = slice(start, start + batch)
        theta -= rate * logistic_loss(theta, x[part], y[part])[1]
    # END SOLUTION
