# assignment: hw1_layers, function: maxout_forward, mistake: the largest bias is added after the maximum of the products
# promise: "out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])"
import numpy as np


def maxout_forward(x, w, b):
    products = np.einsum("nd,dmk->nmk", x, w)
    scores = products + b
    out = products.max(axis=2) + b.max(axis=1)
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
