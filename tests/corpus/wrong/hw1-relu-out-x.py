# assignment: hw1_layers, function: relu_forward, mistake: np.maximum(..., out=x): x becomes the output
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def relu_forward(x):
    out = np.maximum(x, 0, out=x) if x.ndim else np.maximum(x, 0)
    cache = out
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
