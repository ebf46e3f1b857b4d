# assignment: hw1_layers, function: relu_forward, mistake: (x + |x|) // 2 rounds down
# promise: "out = max(0, x)"
import numpy as np


def relu_forward(x):
    out = (x + np.abs(x)) // 2
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
