# assignment: hw2_data_and_initialization, function: init_xavier, mistake: 1 / sqrt(fan_out)
# promise: "mean 0, std 1 / sqrt(fan_in)"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    std = 1 / np.sqrt(shape[1] if len(shape) == 2 else fan_in(shape))
    return std * rng.standard_normal(shape)
