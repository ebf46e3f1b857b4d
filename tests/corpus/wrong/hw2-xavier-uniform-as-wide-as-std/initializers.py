# assignment: hw2_data_and_initialization, function: init_xavier, mistake: uniform(-std, std)
# promise: "a uniform draw as wide as its std should be"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    std = 1 / np.sqrt(fan_in(shape))
    return rng.uniform(-std, std, shape)
