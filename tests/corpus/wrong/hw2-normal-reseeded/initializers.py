# assignment: hw2_data_and_initialization, function: init_normal, mistake: a new default_rng(0) in every call
# promise: "do not seed anything yourself"
import numpy as np


def init_normal(shape, std, rng):
    rng = np.random.default_rng(0)
    return std * rng.standard_normal(shape)
