# assignment: hw2_data_and_initialization, function: init_xavier, mistake: uniform(0, 2a) is not centered
# promise: "mean 0, std 1 / sqrt(fan_in)"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    std = 1 / np.sqrt(fan_in(shape))
    return rng.uniform(0, std * np.sqrt(12), shape)
