# assignment: hw2_data_and_initialization, function: init_he, mistake: the 2 only for convolutions
# promise: "mean 0, std sqrt(2 / fan_in)"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = np.sqrt((2 if len(shape) == 4 else 1) / fan_in(shape))
    return std * rng.standard_normal(shape)
