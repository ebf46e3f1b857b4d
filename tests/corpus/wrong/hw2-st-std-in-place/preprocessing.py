# assignment: hw2_data_and_initialization, function: standardize, mistake: std[std == 0] = 1 changes the std passed in
# promise: "No function changes the arrays that it is given."
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    std[std == 0] = 1.0
    divisor = std
    return (X - mean) / divisor, mean, std
