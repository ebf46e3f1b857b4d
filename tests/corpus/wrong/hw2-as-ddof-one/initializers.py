# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: ddof=1
# promise: "the std with ddof=0"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std(ddof=1 if h.size > 1 else 0)))
    return stats
