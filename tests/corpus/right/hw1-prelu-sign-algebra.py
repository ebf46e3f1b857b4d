# assignment: hw1_layers
import numpy as np


def prelu_forward(x, alpha):
    """f(x) = (1 + a) / 2 x + (1 - a) / 2 |x|"""
    a = np.asarray(alpha, dtype="float64")
    wide = a[(slice(None),) + (None,) * (x.ndim - 2)] if a.ndim else a
    return (1 + wide) / 2 * x + (1 - wide) / 2 * np.abs(x), (x, a, wide)


def prelu_backward(dout, cache):
    x, a, wide = cache
    dx = dout * ((1 + wide) / 2 + (1 - wide) / 2 * np.sign(x))
    g = dout * (x - np.abs(x)) / 2
    if a.ndim:
        g = g.reshape(g.shape[0], g.shape[1], -1)
        return dx, np.einsum("ncp->c", g)
    return dx, np.einsum("i->", g.ravel())
