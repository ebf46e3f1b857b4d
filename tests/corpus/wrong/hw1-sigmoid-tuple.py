# assignment: hw1_layers, function: sigmoid_backward, mistake: returns a tuple of one
# promise: "Returns dx, shaped like x."
import numpy as np


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx,
