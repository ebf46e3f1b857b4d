# assignment: hw1_layers, function: maxout_backward, mistake: np.isclose takes near values for ties: a loser gets half
# promise: "Only the piece that won learns."
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    out = scores.max(axis=2)
    return out, (x, w, scores)


def maxout_backward(dout, cache):
    x, w, scores = cache
    mask = np.isclose(scores, scores.max(axis=2, keepdims=True), rtol=0.1)
    mask = mask / mask.sum(axis=2, keepdims=True)
    g = mask * dout[:, :, None]
    dx = np.einsum("nmk,dmk->nd", g, w)
    dw = np.einsum("nd,nmk->dmk", x, g)
    db = g.sum(axis=0)
    return dx, dw, db
