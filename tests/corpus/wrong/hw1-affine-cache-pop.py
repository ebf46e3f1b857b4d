# assignment: hw1_layers, function: affine_backward, mistake: pops the cache: a second backward fails
# promise: "A cache may be used twice: leave it as it is."
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(N, -1)
    out = rows @ w + b
    return out, [x, w, b]


def affine_backward(dout, cache):
    b = cache.pop()
    w = cache.pop()
    x = cache.pop()
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
