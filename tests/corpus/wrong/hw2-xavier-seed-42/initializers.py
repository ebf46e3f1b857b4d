# assignment: hw2_data_and_initialization, function: init_xavier, mistake: reproducible "by" default_rng(42)
# promise: "do not seed anything yourself"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    rng = np.random.default_rng(seed=42)
    std = 1 / np.sqrt(fan_in(shape))
    return std * rng.standard_normal(shape)
