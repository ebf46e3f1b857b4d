# assignment: hw2_data_and_initialization, function: init_zeros, mistake: tiny numbers "to break the symmetry"
# promise: "every unit of the layer stays the same as every other"
import numpy as np


def init_zeros(shape):
    return np.zeros(shape) + 1e-8 * np.arange(np.prod(shape)).reshape(shape)
