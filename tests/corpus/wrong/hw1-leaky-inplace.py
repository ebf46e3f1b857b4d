# assignment: hw1_layers, function: leaky_relu_forward, mistake: x[x < 0] *= alpha: writes into x (and the cache)
# promise: "do not write into x"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    x[x < 0] *= alpha
    return x, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
