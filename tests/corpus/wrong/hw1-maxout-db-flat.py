# assignment: hw1_layers, function: maxout_backward, mistake: db is (M,), summed over the pieces
# promise: "a backward returns one gradient for every array the forward was given, of the same shape"
import numpy as np


def maxout_forward(x, w, b):
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
    db = g.sum(axis=(0, 2))
    return dx, dw, db
