# assignment: hw1_layers, function: saturation_fraction, mistake: |x| > 5 for both kinds
# promise: "An input counts where the local gradient is below 1 % of its maximum (1/4 for the sigmoid, 1 for tanh)."
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tanh":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(np.abs(x) > 5))
