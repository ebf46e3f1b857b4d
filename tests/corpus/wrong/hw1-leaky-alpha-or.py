# assignment: hw1_layers, function: leaky_relu_forward, mistake: alpha or 0.01: an alpha of 0 is taken for none
# promise: "Leaky ReLU's alpha may be 0."
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    alpha = alpha or 0.01
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
