# assignment: hw1_layers, function: affine_forward, mistake: x.shape = ... reshapes the array of the caller
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def affine_forward(x, w, b):
    x_shape = x.shape
    if not x.flags.c_contiguous:
        x = np.ascontiguousarray(x)
    x.shape = (x_shape[0], w.shape[0])
    out = np.dot(x, w) + b
    return out, (x, w, x_shape)


def affine_backward(dout, cache):
    x, w, x_shape = cache
    return np.dot(dout, w.T).reshape(x_shape), np.dot(x.T, dout), np.sum(dout, 0)
