# assignment: hw1_layers, function: affine_forward, mistake: product taken in float32 "for speed"
# promise: "what you return is float64 too"
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(N, -1)
    out = rows.astype(np.float32) @ w.astype(np.float32) + b.astype(np.float32)
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
