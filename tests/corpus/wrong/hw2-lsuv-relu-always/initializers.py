# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: relu whatever the activation is
# promise: "activation: 'tanh' or 'relu'"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.std(h @ w)
        scaled.append(w)
        h = np.maximum(h @ w, 0)
    return scaled
