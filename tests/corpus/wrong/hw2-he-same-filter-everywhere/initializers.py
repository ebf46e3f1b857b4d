# assignment: hw2_data_and_initialization, function: init_he, mistake: one row or filter is drawn and copied to all
# promise: "A sum of fan_in products of independent numbers"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = np.sqrt(2 / fan_in(shape))
    w = np.empty(shape)
    w[:] = std * rng.standard_normal(shape[1:])
    return w
