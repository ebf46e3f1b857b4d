# assignment: hw2_data_and_initialization, function: standardize, mistake: Z is stored into an array of X's dtype: integers are cut
# promise: "(X - mean) / std"
import numpy as np


def standardize(X, mean=None, std=None):
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
    divisor = np.where(std == 0, 1.0, std)
    Z = np.empty_like(X)
    Z[...] = (X - mean) / divisor
    return Z, mean, std
