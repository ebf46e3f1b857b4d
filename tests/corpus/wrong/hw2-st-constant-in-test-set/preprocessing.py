# assignment: hw2_data_and_initialization, function: standardize, mistake: std returned as 0 and divided by 0 in the test set
# promise: "for such a column 0 or 1"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 0.0, std)
        safe = np.where(std == 0, 1.0, std)
        return (X - mean) / safe, mean, std
    return (X - mean) / std, mean, std
