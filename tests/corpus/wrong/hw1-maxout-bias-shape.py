# assignment: hw1_layers, function: maxout_forward, mistake: b.shape = (1, M, K) left on the parameter of the caller
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def maxout_forward(x, w, b):
    M, K = w.shape[1:]
    if b.flags.c_contiguous:
        b.shape = (1, M, K)
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2)
    return out, (x, w, scores)


def maxout_backward(dout, cache):
    x, w, scores = cache
    winner = scores.argmax(axis=2)
    mask = np.arange(scores.shape[2]) == winner[:, :, None]
    g = mask * dout[:, :, None]
    dx = np.einsum("nmk,dmk->nd", g, w)
    dw = np.einsum("nd,nmk->dmk", x, g)
    db = g.sum(axis=0)
    return dx, dw, db
