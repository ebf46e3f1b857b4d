# assignment: hw2_data_and_initialization, function: standardize, mistake: divides first and repairs nan afterwards: a RuntimeWarning
# promise: "is divided by 1 instead, without a warning"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 0.0, std)
    Z = (X - mean) / std
    Z = np.where(std == 0, X - mean, Z)
    return Z, mean, std
