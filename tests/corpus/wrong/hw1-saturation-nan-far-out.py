# assignment: hw1_layers, function: saturation_fraction, mistake: e^-x / (1 + e^-x)^2 is nan far below 0 and nan < 0.0025 is False
# promise: "The share of inputs at which an activation hardly lets any gradient through"
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        with np.errstate(all="ignore"):
            e = np.exp(-x)
            slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(slope < 0.01 * top))
