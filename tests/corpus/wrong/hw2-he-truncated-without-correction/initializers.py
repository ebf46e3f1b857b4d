# assignment: hw2_data_and_initialization, function: init_he, mistake: draws beyond two std are drawn again, once, and then clipped: the std is too small
# promise: "mean 0, std sqrt(2 / fan_in)"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_he(shape, rng):
    std = np.sqrt(2 / fan_in(shape))
    w = rng.standard_normal(shape)
    far = np.abs(w) > 2
    w[far] = rng.uniform(-1, 1, far.sum())
    return std * w
