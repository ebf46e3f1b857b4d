# assignment: hw2_data_and_initialization, function: init_zeros, mistake: np.full(shape, 0) is an array of integers
# promise: "Weights of zeros, float64"
import numpy as np


def init_zeros(shape):
    return np.full(shape, 0)
