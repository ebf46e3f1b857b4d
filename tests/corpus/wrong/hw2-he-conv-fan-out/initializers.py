# assignment: hw2_data_and_initialization, function: init_he, mistake: mode fan_out for convolutions: F * HH * WW
# promise: "mean 0, std sqrt(2 / fan_in)"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    n = shape[0] if len(shape) == 2 else shape[0] * shape[2] * shape[3]
    std = np.sqrt(2 / n)
    return std * rng.standard_normal(shape)
