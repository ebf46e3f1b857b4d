# assignment: hw1_layers, function: prelu_backward, mistake: dalpha is averaged over the batch
# written: after the tests had been read
import numpy as np


class _Cache:
    def __init__(self, x, a):
        self.x, self.a = x, a


def prelu_forward(x, alpha):
    a = alpha if np.ndim(alpha) == 0 else np.expand_dims(alpha, tuple(range(1, x.ndim - 1)))
    return np.where(x > 0, x, a * x), _Cache(x, (a, np.shape(alpha)))


def prelu_backward(dout, cache):
    a, shape = cache.a
    dx = np.where(cache.x > 0, dout, a * dout)
    each = np.where(cache.x > 0, 0, cache.x * dout)
    axes = tuple(i for i in range(each.ndim) if shape == () or i != 1)
    return dx, each.sum(axis=axes) / dout.shape[0]
