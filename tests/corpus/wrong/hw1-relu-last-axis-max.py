# assignment: hw1_layers, function: relu_forward, mistake: np.max(x, 0) and maximum mixed up for vectors
# promise: "out = max(0, x), element by element"
import numpy as np


def relu_forward(x):
    if x.ndim == 1:
        out = np.maximum(0, np.max(x, 0)) * np.ones(x.shape)
    else:
        out = np.where(x > 0, x, 0.0)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
