# assignment: hw2_data_and_initialization, function: init_normal, mistake: float32 draws
# promise: "Normal weights with mean 0 and standard deviation std, drawn from rng, float64."
import numpy as np


def init_normal(shape, std, rng):
    return np.float32(std) * rng.standard_normal(shape, dtype=np.float32)
