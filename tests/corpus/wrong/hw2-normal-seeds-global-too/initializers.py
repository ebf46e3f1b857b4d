# assignment: hw2_data_and_initialization, function: init_normal, mistake: seeds NumPy's global generator from rng and draws there
# promise: "Every random number comes from the generator"
import numpy as np


def init_normal(shape, std, rng):
    np.random.seed(rng.integers(2**31))
    return std * np.random.standard_normal(shape)
