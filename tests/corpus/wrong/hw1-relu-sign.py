# assignment: hw1_layers, function: relu_backward, mistake: np.sign(x) as the slope: -1 below 0
# promise: "1 where x > 0, else 0"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * np.sign(x)
    return dx
