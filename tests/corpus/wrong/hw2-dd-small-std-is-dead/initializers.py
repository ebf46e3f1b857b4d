# assignment: hw2_data_and_initialization, function: init_data_dependent, mistake: a std below 1e-6 is taken for 0
# promise: "every column of w, a unit, is scaled by itself"
import numpy as np


def init_data_dependent(weights, x, activation):
    h = x
    layers = []
    for w in weights:
        z = h @ w
        mean = z.mean(axis=0)
        std = z.std(axis=0)
        std = np.where(std < 1e-6, 1.0, std)
        w = w / std
        b = -mean / std
        layers.append((w, b))
        z = h @ w + b
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
    return layers
