# assignment: hw1_layers, function: prelu_backward, mistake: the slope array is a default argument filled by every forward
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


def prelu_forward(x, alpha, _slope=[None]):
    a = np.asarray(alpha, dtype=float)
    if a.ndim == 1:
        a = a.reshape((a.size,) + (1,) * (x.ndim - 2))
    _slope[0] = np.where(x > 0, 1.0, a)
    return x * _slope[0], (x, np.shape(alpha), _slope)


def prelu_backward(dout, cache):
    x, shape, _slope = cache
    g = dout * np.minimum(x, 0)
    if shape:
        dalpha = np.moveaxis(g, 1, 0).reshape(shape[0], -1).sum(axis=1)
    else:
        dalpha = g.sum()
    return dout * _slope[0], dalpha
