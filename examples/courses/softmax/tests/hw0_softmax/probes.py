"""What runs beside your code: trainings of many epochs, on the files."""

import numpy as np

import reader
import softmax


def strokes(part):
    """(X, y) of one part of the data, "train" or "test"."""
    return reader.load(f"files/{part}-images.gz", f"files/{part}-labels.gz")


def regression_errors(epochs):
    """Error rates on train and test of a softmax regression after so many epochs from zeros."""
    (X, y), (X_test, y_test) = strokes("train"), strokes("test")
    theta = np.zeros((X.shape[1], 4))
    for _ in range(epochs):
        softmax.softmax_regression_epoch(X, y, theta, lr=0.5, batch=32)
    return [
        float(softmax.error_rate(X @ theta, y)),
        float(softmax.error_rate(X_test @ theta, y_test)),
    ]


def network_errors(epochs, hidden):
    """Error rates on train and test of a network after so many epochs."""
    (X, y), (X_test, y_test) = strokes("train"), strokes("test")
    random = np.random.default_rng(0)
    W1 = random.standard_normal((X.shape[1], hidden)) / np.sqrt(hidden)
    W2 = random.standard_normal((hidden, 4)) / 2
    for _ in range(epochs):
        softmax.nn_epoch(X, y, W1, W2, lr=0.3, batch=32)
    return [
        float(softmax.error_rate(np.maximum(X @ W1, 0) @ W2, y)),
        float(softmax.error_rate(np.maximum(X_test @ W1, 0) @ W2, y_test)),
    ]
