# assignment: hw2_data_and_initialization, function: init_normal, mistake: clipped at 1.5 standard deviations
# promise: "Normal weights with mean 0 and standard deviation std, drawn from rng, float64."
import numpy as np


def init_normal(shape, std, rng):
    return np.clip(std * rng.standard_normal(shape), -1.5 * std, 1.5 * std)
