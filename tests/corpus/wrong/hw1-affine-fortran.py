# assignment: hw1_layers, function: affine_forward, mistake: flattened in column-major order
# promise: "each example flattened to a row"
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape((N, -1), order='F')
    out = rows @ w + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape((x.shape[0], -1), order='F')
    dx = dout.dot(w.T).reshape(x.shape, order='F')
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
