# assignment: hw1_layers, function: sigmoid_forward, mistake: e^x / (1 + e^x) is inf / inf at x = 1000
# promise: "exact and silent for any x"
import numpy as np


def sigmoid_forward(x):
    e = np.exp(x)
    out = e / (1 + e)
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
