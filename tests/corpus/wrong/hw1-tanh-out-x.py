# assignment: hw1_layers, function: tanh_forward, mistake: np.tanh(x, out=x) writes into x
# promise: "do not write into x"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x, out=x) if x.ndim else np.asarray(np.tanh(x))
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return dout * (1 - t ** 2)
