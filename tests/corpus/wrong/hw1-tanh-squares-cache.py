# assignment: hw1_layers, function: tanh_backward, mistake: squares t in the cache (and in out)
# promise: "A cache may be used twice: leave it as it is."
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    if t.ndim:
        np.square(t, out=t)
    else:
        t = t * t
    return dout * (1 - t)
