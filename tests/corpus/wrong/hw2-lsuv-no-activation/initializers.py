# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: the batch goes on without the activation
# promise: "h = x, then activation(h w)"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.std(h @ w)
        scaled.append(w)
        h = h @ w
    return scaled
