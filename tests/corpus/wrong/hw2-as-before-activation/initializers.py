# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: statistics of h w, before the activation
# promise: "Mean and std of the activations after each layer"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((z.mean(), z.std()))
    return stats
