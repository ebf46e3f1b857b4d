# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: the input is counted as a layer: L + 1 pairs
# promise: "Returns a list of L pairs (mean, std)"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = [(x.mean(), x.std())]
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std()))
    return stats
