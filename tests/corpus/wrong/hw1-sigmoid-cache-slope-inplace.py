# assignment: hw1_layers, function: sigmoid_backward, mistake: s *= 1 - s turns the cache into the slope, the second time into something else
# promise: "A cache may be used twice: leave it as it is."
import numpy as np


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out, out.copy()


def sigmoid_backward(dout, cache):
    s = cache
    s *= 1 - s
    dx = dout * s
    return dx
