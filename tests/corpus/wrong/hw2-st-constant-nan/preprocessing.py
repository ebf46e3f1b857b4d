# assignment: hw2_data_and_initialization, function: standardize, mistake: a constant column is 0 / 0
# promise: "A column whose values are all equal, std 0, is divided by 1 instead, without a warning."
import numpy as np


def standardize(X, mean=None, std=None):
    if mean is None:
        mean, std = X.mean(axis=0), X.std(axis=0)
    return (X - mean) / std, mean, std
