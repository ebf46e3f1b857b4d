# assignment: hw1_layers, function: maxout_forward, mistake: the bias is added after the maximum
# written: after the tests had been read
import numpy as np


def maxout_forward(x, w, b):
    N, D = x.shape
    _, M, K = w.shape
    out = np.zeros((N, M))
    best = np.zeros((N, M), dtype=int)
    for m in range(M):
        scores = x.dot(w[:, m, :])
        best[:, m] = scores.argmax(axis=1)
        out[:, m] = scores.max(axis=1) + b[m, best[:, m]]
    return out, (x, w, best)


def maxout_backward(dout, cache):
    x, w, best = cache
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1:])
    for n in range(x.shape[0]):
        for m in range(w.shape[1]):
            k = best[n, m]
            dx[n] += dout[n, m] * w[:, m, k]
            dw[:, m, k] += dout[n, m] * x[n]
            db[m, k] += dout[n, m]
    return dx, dw, db
