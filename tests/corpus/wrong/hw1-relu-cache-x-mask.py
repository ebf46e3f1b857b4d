# assignment: hw1_layers, function: relu_backward, mistake: turns the x of the caller into a mask
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    if x.ndim == 0:
        return dout * (x > 0)
    x[x > 0] = 1
    x[x < 0] = 0
    dx = dout * x
    return dx
