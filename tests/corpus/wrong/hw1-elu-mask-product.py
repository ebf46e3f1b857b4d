# assignment: hw1_layers, function: elu_forward, mistake: masks multiplied: inf * 0 = nan at 1000
# promise: "Exact and silent for any x."
import numpy as np


def elu_forward(x, alpha=1.0):
    mask = (x > 0).astype(float)
    with np.errstate(all="ignore"):
        out = mask * x + (1 - mask) * alpha * (np.exp(x) - 1)
    return out, (x, mask, alpha)


def elu_backward(dout, cache):
    x, mask, alpha = cache
    return dout * (mask + (1 - mask) * alpha * np.exp(np.minimum(x, 0)))
