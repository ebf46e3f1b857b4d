# assignment: hw2_data_and_initialization, function: init_xavier, mistake: uniform with a = sqrt(6 / (fan_in + fan_out))
# promise: "uniform of the same standard deviation"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    fan_out = shape[1] if len(shape) == 2 else shape[0] * shape[2] * shape[3]
    a = np.sqrt(6 / (fan_in(shape) + fan_out))
    return rng.uniform(-a, a, shape)
