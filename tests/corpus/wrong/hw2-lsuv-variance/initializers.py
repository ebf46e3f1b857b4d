# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: divides by the variance
# promise: "divided by the std"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.var(h @ w)
        scaled.append(w)
        h = act(h @ w)
    return scaled
