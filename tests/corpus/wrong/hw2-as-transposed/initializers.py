# assignment: hw2_data_and_initialization, function: activation_statistics, mistake: square weights are used transposed (PyTorch convention)
# promise: "Layer by layer, h = activation(h w), beginning with h = x"
import numpy as np


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    stats = []
    h = x
    for w in weights:
        z = h @ w.T if w.shape[0] == w.shape[1] else h @ w
        h = np.tanh(z) if activation == "tanh" else np.maximum(z, 0)
        stats.append((h.mean(), h.std()))
    return stats
