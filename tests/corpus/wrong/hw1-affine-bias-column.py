# assignment: hw1_layers, function: affine_forward, mistake: the bias is added along the examples where it fits (M equals N)
# promise: "out = x w + b"
import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    rows = x.reshape(N, -1)
    out = rows @ w
    if b.shape[0] == N:
        out = out + b[:, np.newaxis]
    else:
        out = out + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db
