# assignment: hw1_layers, function: affine_backward, mistake: dx left flat for images
# promise: "dx has the shape of x, not of the flattened rows"
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(N, -1)
    out = rows @ w + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
