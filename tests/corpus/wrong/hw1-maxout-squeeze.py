# assignment: hw1_layers, function: maxout_forward, mistake: squeeze also drops N = 1 and M = 1
# promise: "Returns (out, cache) with out: (N, M)."
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2, keepdims=True).squeeze()
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
