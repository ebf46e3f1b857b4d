# assignment: hw2_data_and_initialization, function: init_normal, mistake: one row drawn and repeated in all rows
# promise: "Normal weights with mean 0 and standard deviation std, drawn from rng, float64."
import numpy as np


def init_normal(shape, std, rng):
    return np.tile(std * rng.standard_normal(shape[1:]), (shape[0],) + (1,) * (len(shape) - 1))
