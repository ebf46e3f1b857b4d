# assignment: hw2_data_and_initialization, function: standardize, mistake: mean and std are (1, D)
# promise: "mean and std, (D,) each"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0, keepdims=True)
        std = X.std(axis=0, keepdims=True)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
