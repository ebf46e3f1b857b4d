# assignment: hw2_data_and_initialization, function: init_xavier, mistake: sqrt(2 / (fan_in + fan_out))
# promise: "Xavier here is the lecture's 1 / sqrt(fan_in), not sqrt(2 / (fan_in + fan_out))."
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    fan_out = shape[1] if len(shape) == 2 else shape[0] * shape[2] * shape[3]
    std = np.sqrt(2 / (fan_in(shape) + fan_out))
    return std * rng.standard_normal(shape)
