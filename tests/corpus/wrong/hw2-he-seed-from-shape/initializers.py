# assignment: hw2_data_and_initialization, function: init_he, mistake: the generator is ignored, seeded by the shape
# promise: "Every random number comes from the generator"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = np.sqrt(2 / fan_in(shape))
    rng = np.random.default_rng(sum(shape))
    return std * rng.standard_normal(shape)
