# assignment: hw2_data_and_initialization, function: gradient_statistics, mistake: any other activation is taken for relu without an error
# promise: "Raises ValueError for any other activation."
import numpy as np


def gradient_statistics(weights, x, activation, dout):
    hs = [x]
    for w in weights:
        z = hs[-1] @ w
        hs.append(np.tanh(z) if activation == "tanh" else np.maximum(z, 0))
    stats = []
    for l in reversed(range(len(weights))):
        h = hs[l + 1]
        dz = dout * (1 - h ** 2) if activation == "tanh" else dout * (h > 0)
        dw = hs[l].T @ dz
        dout = dz @ weights[l].T
        stats.append((dw.std(), dout.std()))
    return stats[::-1]
