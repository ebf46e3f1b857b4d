# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: std + 1e-8: tiny weights are not scaled to 1
# promise: "w is divided by the std"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / (np.std(h @ w) + 1e-8)
        scaled.append(w)
        h = act(h @ w)
    return scaled
