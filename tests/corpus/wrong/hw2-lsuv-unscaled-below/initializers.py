# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: the batch goes on through the unscaled layer
# promise: "where h is what comes out of the layers below, scaled already"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        scaled.append(w / np.std(h @ w))
        h = act(h @ w)
    return scaled
