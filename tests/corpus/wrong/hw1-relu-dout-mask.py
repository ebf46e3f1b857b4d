# assignment: hw1_layers, function: relu_backward, mistake: passes where dout > 0 (guided backpropagation)
# promise: "dout passes where x > 0"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0) * (dout > 0)
    return dx
