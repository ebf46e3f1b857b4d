# assignment: hw2_data_and_initialization
import numpy as np


def standardize(X, mean=None, std=None):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
