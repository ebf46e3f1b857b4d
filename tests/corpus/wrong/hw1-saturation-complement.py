# assignment: hw1_layers, function: saturation_fraction, mistake: the share that is not saturated
# promise: "The share of inputs at which an activation hardly lets any gradient through"
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(slope >= 0.01 * top))
