# assignment: hw1_layers, function: sigmoid_backward, mistake: dout *= slope changes dout
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dout *= s * (1 - s)
    return dout
