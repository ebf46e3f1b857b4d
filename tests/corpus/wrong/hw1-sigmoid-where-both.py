# assignment: hw1_layers, function: sigmoid_forward, mistake: np.where computes both branches, each overflows somewhere: warnings
# promise: "exact and silent for any x"
import numpy as np


def sigmoid_forward(x):
    out = np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
