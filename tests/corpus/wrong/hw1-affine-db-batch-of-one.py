# assignment: hw1_layers, function: affine_backward, mistake: for a batch of one db is dout itself, (1, M)
# promise: "shaped like x, w and b"
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
    if dout.shape[0] > 1:
        db = np.sum(dout, axis=0)
    else:
        db = dout
    return dx, dw, db
