# assignment: hw2_data_and_initialization, function: init_normal, mistake: uniform instead of normal
# promise: "Normal weights with mean 0 and standard deviation std, drawn from rng, float64."
import numpy as np


def init_normal(shape, std, rng):
    return rng.uniform(-std * np.sqrt(3), std * np.sqrt(3), shape)
