# assignment: hw2_data_and_initialization, function: standardize, mistake: mutable default: the first training set is remembered
# promise: "For the training set mean and std are left out and computed from X"
import numpy as np


def standardize(X, mean=None, std=None, _memo={}):
    X = np.asarray(X, dtype=np.float64)
    if mean is None:
        mean = X.mean(axis=0)
        std = X.std(axis=0)
        std = np.where((X == X[0]).all(axis=0), 1.0, std)
        mean, std = _memo.setdefault(X.shape[1], (mean, std))
    divisor = np.where(std == 0, 1.0, std)
    return (X - mean) / divisor, mean, std
