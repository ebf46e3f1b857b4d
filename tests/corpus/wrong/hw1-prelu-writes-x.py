# assignment: hw1_layers, function: prelu_forward, mistake: scales the negative part of x in place
# promise: "do not write into x"
import numpy as np


def prelu_forward(x, alpha):
    a = np.asarray(alpha, float).reshape((-1,) + (1,) * (x.ndim - 2)) if np.ndim(alpha) else float(alpha)
    neg = np.minimum(x, 0)
    mask = x <= 0
    x -= neg
    x += a * neg
    return x, (neg, mask, a, np.shape(alpha))


def prelu_backward(dout, cache):
    neg, mask, a, shape = cache
    dx = dout * np.where(mask, a, 1.0)
    g = dout * neg
    if shape == ():
        return dx, g.sum()
    return dx, g.sum(axis=(0,) + tuple(range(2, g.ndim)))
