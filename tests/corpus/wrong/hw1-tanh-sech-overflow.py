# assignment: hw1_layers, function: tanh_backward, mistake: 4 e^2x / (e^2x + 1)^2 is nan at x = 1000
# promise: "are exact far from 0, at x = ±1000, forward and backward"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, x


def tanh_backward(dout, cache):
    e = np.exp(2 * cache)
    return dout * 4 * e / (e + 1) ** 2
