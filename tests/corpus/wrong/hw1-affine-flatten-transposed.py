# assignment: hw1_layers, function: affine_forward, mistake: x reshaped to (D, N) and transposed: examples are mixed where N > 1
# promise: "each example flattened to a row"
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(w.shape[0], N).T
    out = rows @ w + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
