# assignment: hw1_layers, function: maxout_backward, mistake: dw and db assigned in the loop: the last example wins
# promise: "Gradients of maxout"
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
    dw, db = np.zeros(w.shape), np.zeros(w.shape[1:])
    for n in range(x.shape[0]):
        for m in range(w.shape[1]):
            k = winner[n, m]
            dw[:, m, k] = x[n] * dout[n, m]
            db[m, k] = dout[n, m]
    return dx, dw, db
