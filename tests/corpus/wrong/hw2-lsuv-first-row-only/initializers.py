# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: measured on the first half of the batch
# promise: "scale every layer on a batch"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        w = w / np.std(h[:(len(h) + 1) // 2] @ w)
        scaled.append(w)
        h = act(h @ w)
    return scaled
