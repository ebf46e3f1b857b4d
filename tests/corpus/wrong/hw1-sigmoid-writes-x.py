# assignment: hw1_layers, function: sigmoid_forward, mistake: limits x in place
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def sigmoid_forward(x):
    x[x < -700] = -700
    out = 1 / (1 + np.exp(-x))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
