# assignment: hw1_layers, function: affine_backward, mistake: db counts the examples: right only where dout is all ones
# promise: "`dout` is the gradient of the loss by `out`"
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
    db = np.full(b.shape, float(dout.shape[0]))
    return dx, dw, db
