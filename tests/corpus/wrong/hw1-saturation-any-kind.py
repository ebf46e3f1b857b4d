# assignment: hw1_layers, function: saturation_fraction, mistake: anything that is not sigmoid is tanh
# promise: "Raises ValueError for any other kind."
import numpy as np


def saturation_fraction(x, kind):
    if kind == "sigmoid":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    else:
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    return float(np.mean(slope < 0.01 * top))
