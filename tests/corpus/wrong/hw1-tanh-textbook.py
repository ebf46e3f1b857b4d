# assignment: hw1_layers, function: tanh_forward, mistake: the formula as it stands: inf / inf at x = 1000
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def tanh_forward(x):
    e = np.exp(2 * x)
    t = (e - 1) / (e + 1)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
