# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: divides by the std of the activations
# promise: "w is divided by the std (ddof=0) over all entries of h w"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.std(act(h @ w))
        scaled.append(w)
        h = act(h @ w)
    return scaled
