# assignment: hw1_layers, function: maxout_backward, mistake: a piece must be strictly above the others: ties pass nothing
# promise: "Where several pieces are equal, their shares sum to the upstream gradient."
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2)
    return out, (x, w, scores)


def maxout_backward(dout, cache):
    x, w, scores = cache
    mask = scores == scores.max(axis=2, keepdims=True)
    mask = mask & (mask.sum(axis=2, keepdims=True) == 1)
    g = mask * dout[:, :, None]
    dx = np.einsum("nmk,dmk->nd", g, w)
    dw = np.einsum("nd,nmk->dmk", x, g)
    db = g.sum(axis=0)
    return dx, dw, db
