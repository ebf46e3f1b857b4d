# assignment: hw2_data_and_initialization, function: init_data_dependent, mistake: w /= std
# promise: "the weights passed in stay as they are"
import numpy as np


def init_data_dependent(weights, x, activation):
    h = x
    layers = []
    for w in weights:
        z = h @ w
        mean = z.mean(axis=0)
        std = z.std(axis=0)
        std = np.where(std == 0, 1.0, std)
        w /= std
        b = -mean / std
        layers.append((w, b))
        z = h @ w + b
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
    return layers
