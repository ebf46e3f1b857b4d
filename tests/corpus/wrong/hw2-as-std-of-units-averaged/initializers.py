# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: std of each unit over the batch, averaged
# promise: "(mean, std) over all entries of h"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std(axis=0).mean()))
    return stats
