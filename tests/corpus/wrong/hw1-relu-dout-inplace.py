# assignment: hw1_layers, function: relu_backward, mistake: dout[x <= 0] = 0 writes into dout
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dout[x <= 0] = 0
    return dout
