# assignment: hw1_layers, function: maxout_forward, mistake: w flattened to (D, M K) and read as (K, M)
# promise: "out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])"
import numpy as np


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    N, (D, M, K) = len(x), w.shape
    out = (x @ w.reshape(D, M * K) + b.ravel()).reshape(N, K, M).max(axis=1)
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
