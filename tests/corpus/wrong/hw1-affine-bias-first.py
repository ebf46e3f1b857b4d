# assignment: hw1_layers, function: affine_forward, mistake: the loop adds b[0] to every output
# promise: "out = x w + b"
import numpy as np


def affine_forward(x, w, b):
    rows = x.reshape(len(x), -1)
    out = np.empty((rows.shape[0], w.shape[1]))
    for n, row in enumerate(rows):
        for m in range(w.shape[1]):
            out[n, m] = sum(row * w[:, m]) + b[0]
    return out, [x, w]


def affine_backward(dout, cache):
    x, w = cache
    dx = np.zeros((len(x), w.shape[0]))
    dw = np.zeros(w.shape)
    for n, g in enumerate(dout):
        dx[n] = w @ g
        dw += np.outer(x[n].ravel(), g)
    return dx.reshape(x.shape), dw, np.einsum("nm->m", dout)
