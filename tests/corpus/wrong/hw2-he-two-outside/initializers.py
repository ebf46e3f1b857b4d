# assignment: hw2_data_and_initialization, function: init_he, mistake: 2 / sqrt(fan_in)
# promise: "the 2 of He outside of the root"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = 2 / np.sqrt(fan_in(shape))
    return std * rng.standard_normal(shape)
