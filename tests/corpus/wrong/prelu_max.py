# assignment: hw1_layers, function: prelu_forward, mistake: max(alpha x, x) is used, which is wrong for alpha > 1
# written: after the tests had been read
import numpy as np


def _spread(alpha, x):
    alpha = np.asarray(alpha)
    if alpha.ndim == 0:
        return alpha
    return alpha.reshape((1, -1) + (1,) * (x.ndim - 2))


def prelu_forward(x, alpha):
    out = np.maximum(x, _spread(alpha, x) * x)
    return out, (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    dx = np.where(x > 0, 1, _spread(alpha, x)) * dout
    each = np.minimum(x, 0) * dout
    if np.ndim(alpha) == 0:
        return dx, each.sum()
    axes = (0,) + tuple(range(2, x.ndim))
    return dx, each.sum(axis=axes)
