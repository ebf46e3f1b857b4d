# assignment: hw2_data_and_initialization, function: init_he, mistake: std = 2 / fan_in
# promise: "variance and standard deviation confused"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = 2 / fan_in(shape)
    return std * rng.standard_normal(shape)
