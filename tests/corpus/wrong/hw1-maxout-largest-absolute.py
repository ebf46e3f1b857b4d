# assignment: hw1_layers, function: maxout_forward, mistake: the piece of largest absolute value is picked
# promise: "the largest of K linear pieces"
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    pick = np.abs(scores).argmax(axis=2)
    out = np.take_along_axis(scores, pick[:, :, None], axis=2)[:, :, 0]
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
