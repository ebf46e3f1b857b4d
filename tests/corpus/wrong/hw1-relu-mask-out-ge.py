# assignment: hw1_layers, function: relu_backward, mistake: out >= 0 holds everywhere
# promise: "ReLU in its input"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = out
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x >= 0)
    return dx
