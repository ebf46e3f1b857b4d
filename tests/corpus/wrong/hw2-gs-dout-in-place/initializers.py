# assignment: hw2_data_and_initialization, function: gradient_statistics, mistake: dout *= derivative changes the caller's dout
# promise: "No function changes the arrays that it is given."
import numpy as np


def gradient_statistics(weights, x, activation, dout):
    if activation not in ("tanh", "relu"):
        raise ValueError("unknown activation: %s" % activation)
    hs = [x]
    for w in weights:
        z = hs[-1] @ w
        hs.append(np.tanh(z) if activation == "tanh" else np.maximum(z, 0))
    stats = []
    for l in reversed(range(len(weights))):
        h = hs[l + 1]
        dout *= (1 - h ** 2) if activation == "tanh" else (h > 0)
        dz = dout
        dw = hs[l].T @ dz
        dout = dz @ weights[l].T
        stats.append((dw.std(), dout.std()))
    return stats[::-1]
