# assignment: hw1_layers, function: tanh_forward, mistake: x clipped to [-4, 4]
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def tanh_forward(x):
    t = np.tanh(np.clip(x, -4.0, 4.0))
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
