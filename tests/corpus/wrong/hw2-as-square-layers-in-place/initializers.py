# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: matmul into h where the layer is square: x is overwritten
# promise: "No function changes the arrays that it is given."
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        if w.shape[0] == w.shape[1] and h.flags.c_contiguous:
            h[...] = h @ w
            z = h
        else:
            z = h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std()))
    return stats
