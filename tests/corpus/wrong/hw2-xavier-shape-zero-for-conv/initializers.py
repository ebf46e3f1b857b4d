# assignment: hw2_data_and_initialization, function: init_xavier, mistake: shape[0] for convolutions as well: 1 / sqrt(F)
# promise: "mean 0, std 1 / sqrt(fan_in)"
import numpy as np


def init_xavier(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(shape[0])
