# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: root mean square instead of std: wrong where the mean is not 0
# promise: "the std (ddof=0) over all entries of h w"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.sqrt(np.mean((h @ w) ** 2))
        scaled.append(w)
        h = act(h @ w)
    return scaled
