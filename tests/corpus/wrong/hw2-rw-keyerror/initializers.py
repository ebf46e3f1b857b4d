# assignment: hw2_data_and_initialization, function: random_walk_gain, mistake: KeyError of a dict for any other activation
# promise: "Raises ValueError for any other."
import numpy as np


def random_walk_gain(width, activation):
    gains = {
        "linear": np.exp(1 / (2 * width)),
        "relu": np.sqrt(2) * np.exp(1.2 / (max(width, 6) - 2.4)),
    }
    return gains[activation]
