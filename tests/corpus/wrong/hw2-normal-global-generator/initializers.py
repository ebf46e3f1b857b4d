# assignment: hw2_data_and_initialization, function: init_normal, mistake: np.random.randn
# promise: "Every random number comes from the generator"
import numpy as np


def init_normal(shape, std, rng):
    return std * np.random.randn(*shape)
