# assignment: hw1_layers, function: leaky_relu_forward, mistake: alpha has no default
# promise: "leaky_relu_forward(x, alpha=0.01)"
import numpy as np


def leaky_relu_forward(x, alpha):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
