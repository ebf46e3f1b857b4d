# assignment: hw1_layers, function: tanh_backward, mistake: 1 - x^2 instead of 1 - t^2
# promise: "| tanh | t = (e^(2x) − 1) / (e^(2x) + 1) | 1 − t²"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, x


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
