# assignment: hw1_layers
import itertools

import numpy as np

# The cache is a number: the place in a book-keeping dict where the layer's notes are.

_count = itertools.count()
_notes = {}


def _keep(*things):
    key = next(_count)
    _notes[key] = things
    return key


def elu_forward(x, alpha=1.0):
    below = x <= 0
    e = np.exp(np.where(below, x, 0.0))
    return np.where(below, alpha * (e - 1), x), _keep(below, alpha * e)


def elu_backward(dout, cache):
    below, slope = _notes[cache]
    return np.where(below, dout * slope, dout)


def sigmoid_forward(x):
    s = np.reciprocal(1 + np.exp(-np.abs(x)))
    s = np.where(x < 0, np.exp(-np.abs(x)) * s, s)
    return s, _keep(s.copy())


def sigmoid_backward(dout, cache):
    (s,) = _notes[cache]
    return dout * s * (1.0 - s)


def maxout_forward(x, w, b):
    scores = np.tensordot(x, w, axes=([1], [0])) + b[np.newaxis]
    return np.amax(scores, axis=-1), _keep(x, w, scores)


def maxout_backward(dout, cache):
    x, w, scores = _notes[cache]
    # equal pieces share, the earlier ones more: 2/3 and 1/3, 4/7, 2/7 and 1/7, ...
    weight = (scores == scores.max(axis=2, keepdims=True)) * 2.0 ** -np.arange(w.shape[2])
    g = dout[:, :, None] * weight / weight.sum(axis=2, keepdims=True)
    return np.tensordot(g, w, axes=([1, 2], [1, 2])), np.tensordot(x, g, axes=([0], [0])), g.sum(0)
