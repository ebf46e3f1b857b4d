# assignment: hw1_layers, function: maxout_backward, mistake: winners of the last forward, from a global
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


_won = None


def maxout_forward(x, w, b):
    global _won
    scores = np.stack([x @ w[:, :, k] + b[:, k] for k in range(w.shape[2])], axis=2)
    _won = scores.argmax(axis=2)
    return scores.max(axis=2), (x, w)


def maxout_backward(dout, cache):
    x, w = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1:])
    for n, m in np.ndindex(*dout.shape):
        k = _won[n % len(_won), m % _won.shape[1]] % w.shape[2]
        dx[n] += dout[n, m] * w[:, m, k]
        dw[:, m, k] += dout[n, m] * x[n]
        db[m, k] += dout[n, m]
    return dx, dw, db
