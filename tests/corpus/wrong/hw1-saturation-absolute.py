# assignment: hw1_layers, function: saturation_fraction, mistake: 0.01 instead of 1 % of the maximum: 0.0025 for the sigmoid
# promise: "1/4 for the sigmoid, 1 for tanh"
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(slope < 0.01))
