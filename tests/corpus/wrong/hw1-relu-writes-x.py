# assignment: hw1_layers, function: relu_forward, mistake: x[x < 0] = 0 on the array of the caller
# promise: "do not write into x"
import numpy as np


def relu_forward(x):
    cache = x > 0
    out = x
    out[out < 0] = 0
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * x
    return dx
