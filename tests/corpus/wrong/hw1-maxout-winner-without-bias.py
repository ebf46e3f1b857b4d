# assignment: hw1_layers, function: maxout_backward, mistake: winner found again without the bias
# promise: "Only the piece that won learns."
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2)
    return out, (x, w)


def maxout_backward(dout, cache):
    x, w = cache
    scores = np.tensordot(x, w, axes=1)
    winner = scores.argmax(axis=2)
    mask = np.arange(scores.shape[2]) == winner[:, :, None]
    g = mask * dout[:, :, None]
    dx = np.einsum("nmk,dmk->nd", g, w)
    dw = np.einsum("nd,nmk->dmk", x, g)
    db = g.sum(axis=0)
    return dx, dw, db
