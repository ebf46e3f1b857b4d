# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: w /= std
# promise: "the weights passed in stay as they are"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w /= np.std(h @ w)
        scaled.append(w)
        h = act(h @ w)
    return scaled
