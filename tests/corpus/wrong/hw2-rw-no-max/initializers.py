# assignment: hw2_data_and_initialization, function: random_walk_gain, mistake: max(width, 6) missing: narrow layers
# promise: "'relu' gives sqrt(2) exp(1.2 / (max(width, 6) - 2.4))"
import numpy as np


def random_walk_gain(width, activation):
    if activation == "linear":
        return np.exp(1 / (2 * width))
    if activation == "relu":
        return np.sqrt(2) * np.exp(1.2 / (width - 2.4))
    raise ValueError("no gain for %r" % activation)
