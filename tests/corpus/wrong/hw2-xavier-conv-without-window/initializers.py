# assignment: hw2_data_and_initialization, function: init_xavier, mistake: convolution: 1 / sqrt(C)
# promise: "a convolution's fan_in without its window"
import numpy as np


def init_xavier(shape, rng):
    n = shape[0] if len(shape) == 2 else shape[1]
    return rng.standard_normal(shape) / np.sqrt(n)
