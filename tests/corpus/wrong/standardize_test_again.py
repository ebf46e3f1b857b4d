# assignment: hw2_data_and_initialization, function: standardize, mistake: the test set is scaled by its own std
# written: after the tests had been read
import numpy as np


def standardize(X, mean=None, std=None):
    if mean is None:
        mean = np.mean(X, axis=0)
    centred = X - mean
    std = np.sqrt(np.mean((X - X.mean(axis=0)) ** 2, axis=0))
    safe = std.copy()
    safe[safe == 0] = 1.0
    return centred / safe, mean, std
