# assignment: hw2_data_and_initialization, function: init_lsuv, mistake: the list passed in is overwritten and returned
# promise: "Returns a new list"
import numpy as np


def init_lsuv(weights, x, activation):
    h = x
    for i, w in enumerate(weights):
        z = h @ w
        weights[i] = w / z.std()
        z = z / z.std()
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
    return weights
