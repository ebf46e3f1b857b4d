# assignment: hw1_layers, function: relu_forward, mistake: returns nested lists for matrices
# promise: "take an x of any shape and give out the same one"
import numpy as np


def relu_forward(x):
    out = [[max(0.0, float(v)) for v in row] for row in x] if x.ndim == 2 else np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
