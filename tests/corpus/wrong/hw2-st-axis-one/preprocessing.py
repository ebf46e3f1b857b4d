# assignment: hw2_data_and_initialization, function: standardize, mistake: rows of a square matrix
# promise: "Give every column mean 0"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=1 if X.shape[0] == X.shape[1] else 0)
        std = X.std(axis=1 if X.shape[0] == X.shape[1] else 0)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
