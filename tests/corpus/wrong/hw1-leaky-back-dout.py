# assignment: hw1_layers, function: leaky_relu_backward, mistake: dout scaled in place
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dout *= np.where(x > 0, 1.0, alpha)
    return dout
