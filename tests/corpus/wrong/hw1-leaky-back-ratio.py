# assignment: hw1_layers, function: leaky_relu_backward, mistake: slope as out / x: nan at x = 0
# promise: "At x = 0 any slope between those of the two sides is right."
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, out)


def leaky_relu_backward(dout, cache):
    x, out = cache
    slope = out / x
    return dout * slope
