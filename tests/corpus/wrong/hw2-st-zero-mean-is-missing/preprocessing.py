# assignment: hw2_data_and_initialization, function: standardize, mistake: a mean of zeros counts as left out (not np.any(mean))
# promise: "for the test set they are the training set's"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None or not np.any(mean):
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
