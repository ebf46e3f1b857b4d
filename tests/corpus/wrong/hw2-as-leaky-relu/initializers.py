# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: leaky ReLU for relu
# promise: "activation: 'tanh' or 'relu'"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.where(z > 0, z, 0.01 * z)
        stats.append((h.mean(), h.std()))
    return stats
