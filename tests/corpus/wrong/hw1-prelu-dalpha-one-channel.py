# assignment: hw1_layers, function: prelu_backward, mistake: alpha of one channel gives a number instead of (1,)
# promise: "Returns (dx, dalpha), shaped like x and alpha."
import numpy as np


def _spread(alpha, x):
    alpha = np.asarray(alpha, dtype=float)
    if alpha.ndim == 0:
        return alpha
    return alpha.reshape((1, -1) + (1,) * (x.ndim - 2))


def prelu_forward(x, alpha):
    a = _spread(alpha, x)
    out = np.where(x > 0, x, a * x)
    return out, (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    a = _spread(alpha, x)
    dx = dout * np.where(x > 0, 1.0, a)
    g = dout * np.where(x > 0, 0.0, x)
    if np.size(alpha) == 1:
        dalpha = np.sum(g)
    else:
        axes = tuple(i for i in range(x.ndim) if i != 1)
        dalpha = np.sum(g, axis=axes)
    return dx, dalpha
