# assignment: hw1_layers, function: saturation_fraction, mistake: np.tanh(x, out=x)
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        if x.ndim:
            np.tanh(x, out=x)
            return float(np.mean(1 - x ** 2 < 0.01))
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(slope < 0.01 * top))
