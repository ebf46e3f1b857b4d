# assignment: hw1_layers, function: leaky_relu_forward, mistake: the parameter is called negative_slope: alpha=0.3 fails
# promise: "leaky_relu_forward(x, alpha=0.01)"
import numpy as np


def leaky_relu_forward(x, negative_slope=0.01):
    alpha = negative_slope
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
