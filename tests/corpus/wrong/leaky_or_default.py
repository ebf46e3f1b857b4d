# assignment: hw1_layers, function: leaky_relu_forward, mistake: alpha = 0 becomes 0.01
# written: after the tests had been read
import numpy as np


def leaky_relu_forward(x, alpha=None):
    alpha = alpha or 0.01
    out = x.copy()
    out[x < 0] *= alpha
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    grad = np.ones_like(x)
    grad[x < 0] = alpha
    return dout * grad
