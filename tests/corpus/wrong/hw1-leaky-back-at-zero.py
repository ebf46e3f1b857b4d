# assignment: hw1_layers, function: leaky_relu_backward, mistake: slope 0 at x = 0, which is not between alpha and 1
# promise: "At x = 0 any slope between those of the two sides is right."
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = (x > 0) * 1.0 + (x < 0) * alpha
    return dout * slope
