# assignment: hw1_layers, function: tanh_forward, mistake: (1 - e^-2x) / (1 + e^-2x): nan far below 0
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def tanh_forward(x):
    with np.errstate(over='ignore', invalid='ignore'):
        e = np.exp(-2 * x)
        t = (1 - e) / (1 + e)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
