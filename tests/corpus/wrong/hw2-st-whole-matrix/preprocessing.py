# assignment: hw2_data_and_initialization, function: standardize, mistake: one mean and one std for the whole matrix
# promise: "Give every column mean 0 and standard deviation 1"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = np.full(X.shape[1], X.mean())
        std = np.full(X.shape[1], X.std())
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
