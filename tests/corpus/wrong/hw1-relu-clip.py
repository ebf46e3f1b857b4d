# assignment: hw1_layers, function: relu_forward, mistake: np.clip(x, 0, 255): big inputs are cut
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def relu_forward(x):
    out = np.clip(x, 0.0, 255.0)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
