# assignment: hw1_layers, function: sigmoid_backward, mistake: e^-x / (1 + e^-x)^2 from x is nan at x = -1000
# promise: "are exact far from 0, at x = ±1000, forward and backward"
import numpy as np


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out, x


def sigmoid_backward(dout, cache):
    with np.errstate(all='ignore'):
        e = np.exp(-cache)
        dx = dout * e / (1 + e) ** 2
    return dx
