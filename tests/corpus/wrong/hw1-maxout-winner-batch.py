# assignment: hw1_layers, function: maxout_backward, mistake: one winner a unit for the whole batch
# promise: "Only the piece that won learns."
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2)
    return out, (x, w, scores)


def maxout_backward(dout, cache):
    x, w, scores = cache
    winner = np.tile(scores.sum(axis=0).argmax(axis=1), (x.shape[0], 1))
    mask = np.arange(scores.shape[2]) == winner[:, :, None]
    g = mask * dout[:, :, None]
    dx = np.einsum("nmk,dmk->nd", g, w)
    dw = np.einsum("nd,nmk->dmk", x, g)
    db = g.sum(axis=0)
    return dx, dw, db
