# assignment: hw2_data_and_initialization, function: init_he, mistake: uniform with a = sqrt(3 / fan_in): that is Xavier
# promise: "uniform of the same standard deviation"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    a = np.sqrt(3 / fan_in(shape))
    return rng.uniform(-a, a, size=shape)
