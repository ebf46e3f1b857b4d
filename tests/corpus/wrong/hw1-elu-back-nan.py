# assignment: hw1_layers, function: elu_backward, mistake: (x <= 0) * e^x: 0 * inf = nan at 1000
# promise: "are exact far from 0, at x = ±1000, forward and backward"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * ((x > 0) + (x <= 0) * alpha * np.exp(x))
    return dx
