# assignment: hw1_layers, function: elu_backward, mistake: out + 1 as the slope
# promise: "`out + 1` is the slope only for alpha = 1"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, out + 1)
    return dx
