# assignment: hw2_data_and_initialization, function: standardize, mistake: the columns of std 0 are set to 0 in the test set
# promise: "for the test set they are the training set's"
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 0.0, std)
    divisor = np.where(std == 0, 1.0, std)
    Z = (X - mean) / divisor
    Z[:, np.asarray(std) == 0] = 0.0
    return Z, mean, std
