# assignment: hw1_layers, function: saturation_fraction, mistake: kind.lower()[:3] also takes Sigmoid, sig, tan
# promise: "Raises ValueError for any other kind."
import numpy as np


def saturation_fraction(x, kind):
    kind = str(kind).lower()[:3]
    if kind == "sig":
        e = np.exp(-np.abs(x))
        slope, top = e / (1 + e) ** 2, 0.25
    elif kind == "tan":
        slope, top = 1 - np.tanh(x) ** 2, 1.0
    else:
        raise ValueError("unknown kind: %r" % (kind,))
    return float(np.mean(slope < 0.01 * top))
