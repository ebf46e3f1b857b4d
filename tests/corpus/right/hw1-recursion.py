# assignment: hw1_layers
import numpy as np


def _sum(f, lo, hi):
    """sum of f(lo) ... f(hi - 1), by halves"""
    if hi - lo == 1:
        return f(lo)
    mid = (lo + hi) // 2
    return _sum(f, lo, mid) + _sum(f, mid, hi)


def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], w.shape[0])
    return _sum(lambda d: np.outer(rows[:, d], w[d]), 0, w.shape[0]) + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    rows = x.reshape(x.shape[0], w.shape[0])
    dx = _sum(lambda m: np.outer(dout[:, m], w[:, m]), 0, w.shape[1])
    dw = _sum(lambda n: np.outer(rows[n], dout[n]), 0, x.shape[0])
    db = _sum(lambda n: dout[n].copy(), 0, x.shape[0])
    return dx.reshape(x.shape), dw, db


def _each(f, *arrays):
    if np.ndim(arrays[0]) == 0:
        return f(*(float(a) for a in arrays))
    return [_each(f, *parts) for parts in zip(*arrays)]


def relu_forward(x):
    return np.array(_each(lambda v: v if v > 0 else 0.0, x), dtype=float).reshape(x.shape), x


def relu_backward(dout, cache):
    return np.array(_each(lambda g, v: g if v > 0 else 0.0, dout, cache), dtype=float).reshape(cache.shape)


def _fires(a):
    if a.ndim == 0:
        return bool(a != 0)
    return any(_fires(np.asarray(part)) for part in a)


def dead_relu_fraction(activations):
    units = np.moveaxis(activations, 1, 0)
    return sum(not _fires(u) for u in units) / len(units)
