"""Row by row, without softmax_gradient in the epochs."""

import numpy as np


def softmax_loss(Z, y):
    losses = []
    for z, label in zip(Z, y):
        top = max(z)
        losses.append(top + np.log(sum(np.exp(v - top) for v in z)) - z[label])
    return sum(losses) / len(losses)


def softmax_gradient(Z, y):
    rows = []
    for z, label in zip(Z, y):
        shares = np.exp(z - max(z))
        shares /= sum(shares)
        rows.append((shares - np.eye(len(z))[label]) / len(y))
    return np.array(rows)


def softmax_regression_epoch(X, y, theta, lr=0.1, batch=100):
    while len(X):
        now, labels, X, y = X[:batch], y[:batch], X[batch:], y[batch:]
        step = np.zeros_like(theta)
        for x, row in zip(now, softmax_gradient(now @ theta, labels)):
            step += np.outer(x, row)
        theta[...] = theta - lr * step


def nn_epoch(X, y, W1, W2, lr=0.1, batch=100):
    for k in range(-(-len(X) // batch)):
        now, labels = X[k * batch : (k + 1) * batch], y[k * batch : (k + 1) * batch]
        steps = np.zeros_like(W1), np.zeros_like(W2)
        for x, label in zip(now, labels):
            before = x @ W1
            hidden = np.where(before > 0, before, 0.0)
            shares = np.exp(hidden @ W2 - max(hidden @ W2))
            off = shares / sum(shares) - np.eye(W2.shape[1])[label]
            steps[0][...] += np.outer(x, (W2 @ off) * (before > 0))
            steps[1][...] += np.outer(hidden, off)
        W1[...] -= lr * steps[0] / len(now)
        W2[...] -= lr * steps[1] / len(now)


def error_rate(Z, y):
    wrong = [list(z).index(max(z)) != label for z, label in zip(Z, y)]
    return sum(wrong) / len(wrong)
