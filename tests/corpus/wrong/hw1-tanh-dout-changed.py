# assignment: hw1_layers, function: tanh_backward, mistake: dout -= dout * t * t
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    dout -= dout * t * t
    return dout
