# assignment: hw1_layers, function: relu_backward, mistake: logical_and: dx is bool
# promise: "what you return is float64 too"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = np.logical_and(dout, x > 0)
    return dx
