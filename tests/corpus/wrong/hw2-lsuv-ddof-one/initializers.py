# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: ddof=1
# promise: "the std (ddof=0)"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.std(h @ w, ddof=1)
        scaled.append(w)
        h = act(h @ w)
    return scaled
