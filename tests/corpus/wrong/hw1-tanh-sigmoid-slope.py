# assignment: hw1_layers, function: tanh_backward, mistake: the slope of the sigmoid, t (1 - t)
# promise: "| tanh | t = (e^(2x) − 1) / (e^(2x) + 1) | 1 − t²"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * t * (1 - t)
