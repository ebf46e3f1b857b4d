# assignment: hw2_data_and_initialization, function: init_normal, mistake: rng.normal(std, size=shape): std is the mean, the scale is 1
# promise: "Normal weights with mean 0 and standard deviation std, drawn from rng, float64."
import numpy as np


def init_normal(shape, std, rng):
    return rng.normal(std, size=shape)
