# assignment: hw1_layers, function: tanh_forward, mistake: kept in half precision
# promise: "what you return is float64 too"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x).astype('float16')
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
