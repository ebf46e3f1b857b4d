# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: the first weights are used again where the shapes fit
# promise: "weights: a list of L matrices, the l-th (D_l, D_(l+1))"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ (weights[0] if w.shape == weights[0].shape else w)
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std()))
    return stats
