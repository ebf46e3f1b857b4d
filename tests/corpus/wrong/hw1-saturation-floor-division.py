# assignment: hw1_layers, function: saturation_fraction, mistake: count // size
# promise: "the share of inputs"
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return int(np.sum(slope < 0.01 * top)) // x.size
