# assignment: hw1_layers, function: relu_backward, mistake: dout[mask] is flat and holds the passed ones only
# promise: "Returns dx, shaped like x."
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout[x > 0] if np.any(x <= 0) else dout.copy()
    return dx
