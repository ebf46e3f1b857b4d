# assignment: hw2_data_and_initialization, function: init_data_dependent, mistake: mean and std of the activated units
# promise: "its bias moves its mean to 0: h = activation(h w + b)"
import numpy as np


def init_data_dependent(weights, x, activation):
    h = x
    layers = []
    for w in weights:
        z = h @ w
        if activation == "relu":
            z = np.maximum(z, 0)
        mean = z.mean(axis=0)
        std = z.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        w = w / std
        b = -mean / std
        layers.append((w, b))
        z = h @ w + b
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
    return layers
