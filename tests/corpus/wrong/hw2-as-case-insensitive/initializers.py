# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: 'ReLU' and 'Tanh' are accepted
# promise: "Raises ValueError for any other activation."
import numpy as np


def activation_statistics(weights, x, activation):
    activation = activation.lower()
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std()))
    return stats
