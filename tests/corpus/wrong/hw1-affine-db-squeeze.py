# assignment: hw1_layers, function: affine_backward, mistake: db becomes a number where M = 1
# promise: "Returns (dx, dw, db), shaped like x, w and b."
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(N, -1)
    out = rows @ w + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = (np.ones((1, dout.shape[0])) @ dout).squeeze()
    return dx, dw, db
