# assignment: hw1_layers, function: relu_backward, mistake: passes a whole example as soon as one input of it is above 0
# promise: "dout passes where x > 0"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * np.any(x > 0, axis=-1, keepdims=True) if x.ndim else dout * (x > 0)
    return dx
