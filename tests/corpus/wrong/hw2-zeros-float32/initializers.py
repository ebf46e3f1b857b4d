# assignment: hw2_data_and_initialization, function: init_zeros, mistake: float32
# promise: "Weights of zeros, float64"
import numpy as np


def init_zeros(shape):
    return np.zeros(shape, dtype=np.float32)
