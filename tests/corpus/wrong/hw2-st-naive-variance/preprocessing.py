# assignment: hw2_data_and_initialization, function: standardize, mistake: E[x^2] - E[x]^2 loses its digits far from zero
# promise: "Give every column mean 0 and standard deviation 1 (ddof=0)"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = np.sqrt(np.abs((X ** 2).mean(axis=0) - mean ** 2))
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
