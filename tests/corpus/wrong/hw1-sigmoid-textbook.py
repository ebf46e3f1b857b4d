# assignment: hw1_layers, function: sigmoid_forward, mistake: 1 / (1 + exp(-x)): exp overflows with a warning
# promise: "exact and silent for any x"
import numpy as np


def sigmoid_forward(x):
    out = 1.0 / (1.0 + np.exp(-x))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
