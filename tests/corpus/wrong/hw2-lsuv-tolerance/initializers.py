# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: the paper's tolerance: a variance within 0.1 of 1 is left alone
# promise: "w is divided by the std"
import numpy as np


def init_lsuv(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
    h = x
    scaled = []
    for w in weights:
        for _ in range(10):
            var = np.var(h @ w)
            if abs(var - 1) < 0.1:
                break
            w = w / np.sqrt(var)
        w = w + 0.0
        scaled.append(w)
        h = act(h @ w)
    return scaled
