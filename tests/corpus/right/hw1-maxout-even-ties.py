# assignment: hw1_layers
import numpy as np


def maxout_forward(x, w, b):
    d, m, k = w.shape
    # the bias as one more input that is always 1
    augmented = np.hstack([x, np.ones((x.shape[0], 1))])
    stacked = np.concatenate([w.reshape(d, m * k), b.reshape(1, m * k)])
    scores = (augmented @ stacked).reshape(-1, m, k)
    out = np.max(scores, axis=2)
    share = (scores == out[:, :, None]).astype(float)
    share /= share.sum(axis=2, keepdims=True)
    return out, (augmented, stacked, share)


def maxout_backward(dout, cache):
    augmented, stacked, share = cache
    n, m, k = share.shape
    g = (share * dout[:, :, None]).reshape(n, m * k)
    dx = (g @ stacked.T)[:, :-1]
    both = augmented.T @ g
    return dx, both[:-1].reshape(-1, m, k), both[-1].reshape(m, k)
