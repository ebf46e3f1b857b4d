# assignment: hw1_layers, function: sigmoid_backward, mistake: one buffer a shape serves all caches: a second layer of the same shape overwrites the first
# promise: "A cache may be used twice: leave it as it is."
import numpy as np


_buffers = {}


def sigmoid_forward(x):
    if x.shape not in _buffers:
        _buffers[x.shape] = np.empty(x.shape)
    s = _buffers[x.shape]
    e = np.exp(-np.abs(x))
    s[...] = np.where(x >= 0, 1.0, e) / (1 + e)
    return s.copy(), s


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)
