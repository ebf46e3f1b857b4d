# assignment: hw1_layers, function: elu_forward, mistake: 0 * inf is NaN for x = 1000
# written: after the tests had been read
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = (x <= 0).astype(float)
    out = x * (1 - neg) + neg * alpha * (np.exp(x) - 1)
    return out, (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha * np.exp(np.where(x > 0, 0, x)))
    return dout * slope
