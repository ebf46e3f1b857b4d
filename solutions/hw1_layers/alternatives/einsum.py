"""Everything by einsum and windows; caches are lists."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def affine_forward(x, w, b):
    return np.einsum("nd,dm->nm", x.reshape(x.shape[0], np.prod(x.shape[1:])), w) + b, [x, w, b]


def affine_backward(dout, cache):
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = np.einsum("nm,dm->nd", dout, w).reshape(x.shape)
    return [dx, np.einsum("nd,nm->dm", rows, dout), np.einsum("nm->m", dout)]


def _stable_sigmoid(x):
    out = np.empty_like(x)
    up = x >= 0
    out[up] = 1 / (1 + np.exp(-x[up]))
    e = np.exp(x[~up])
    out[~up] = e / (1 + e)
    return out


def sigmoid_forward(x):
    s = _stable_sigmoid(x)
    return s, [s]


def sigmoid_backward(dout, cache):
    (s,) = cache
    return dout * (s - s * s)


def tanh_forward(x):
    return 2 * _stable_sigmoid(2 * x) - 1, [x]


def tanh_backward(dout, cache):
    (x,) = cache
    return dout / np.cosh(np.clip(x, -350, 350)) ** 2


def relu_forward(x):
    return x * (x > 0), [x]


def relu_backward(dout, cache):
    return dout * (cache[0] > 0)


def leaky_relu_forward(x, alpha=0.01):
    slope = np.where(x < 0, alpha, 1.0)
    return slope * x, slope


def leaky_relu_backward(dout, cache):
    return dout * cache


def prelu_forward(x, alpha):
    a = np.asarray(alpha)
    wide = a.reshape((1, -1) + (1,) * (x.ndim - 2)) if a.ndim else a
    return np.maximum(x, 0) + wide * np.minimum(x, 0), [x, a, wide]


def prelu_backward(dout, cache):
    x, a, wide = cache
    dx = dout * ((x > 0) + wide * (x <= 0))
    da = dout * np.minimum(x, 0)
    return dx, da.sum() if a.ndim == 0 else np.einsum("ncp->c", da.reshape(*x.shape[:2], -1))


def elu_forward(x, alpha=1.0):
    out = x.copy()
    low = x <= 0
    out[low] = alpha * (np.exp(x[low]) - 1)
    return out, [x, out, alpha]


def elu_backward(dout, cache):
    x, out, alpha = cache
    return dout * np.where(x > 0, 1.0, out + alpha)


def maxout_forward(x, w, b):
    pieces = np.einsum("nd,dmk->nmk", x, w) + b
    return pieces.max(axis=-1), [x, w, np.eye(w.shape[2])[pieces.argmax(axis=-1)]]


def maxout_backward(dout, cache):
    x, w, onehot = cache
    d = np.einsum("nm,nmk->nmk", dout, onehot)
    return np.einsum("nmk,dmk->nd", d, w), np.einsum("nd,nmk->dmk", x, d), np.einsum("nmk->mk", d)


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    windows = sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = np.einsum("ncijhw,fchw->nfij", windows, w, optimize=True)
    return out + b[:, None, None], [windows, padded.shape, w, s, p]


def conv_backward(dout, cache):
    windows, shape, w, s, p = cache
    dw = np.einsum("nfij,ncijhw->fchw", dout, windows, optimize=True)
    dwindows = np.einsum("nfij,fchw->ncijhw", dout, w, optimize=True)
    dx = np.zeros(shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        dx[:, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]] += dwindows[:, :, i, j]
    return dx[:, :, p:shape[2] - p, p:shape[3] - p], dw, np.einsum("nfij->f", dout)


def max_pool_forward(x, pool_param):
    h, w, s = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    windows = sliding_window_view(x, (h, w), axis=(2, 3))[:, :, ::s, ::s]
    out = np.max(windows, axis=(4, 5))
    return out, [x, windows, out, (h, w, s)]


def max_pool_backward(dout, cache):
    x, windows, out, (h, w, s) = cache
    mask = windows == out[..., None, None]
    shares = mask * (dout / mask.sum(axis=(4, 5)))[..., None, None]
    dx = np.zeros_like(x)
    for i, j in np.ndindex(*dout.shape[2:]):
        dx[:, :, i * s:i * s + h, j * s:j * s + w] += shares[:, :, i, j]
    return dx


def softmax_loss(x, y):
    z = x - np.max(x, axis=1)[:, None]
    log_p = z - np.log(np.einsum("nc->n", np.exp(z)))[:, None]
    onehot = np.eye(x.shape[1])[y]
    return -np.einsum("nc,nc->", log_p, onehot) / len(x), (np.exp(log_p) - onehot) / len(x)


def saturation_fraction(x, kind):
    if kind == "tanh":
        local, top = sigmoid_backward(np.ones_like(x), [_stable_sigmoid(2 * x)]) * 4, 1.0
    elif kind == "sigmoid":
        local, top = sigmoid_backward(np.ones_like(x), [_stable_sigmoid(x)]), 0.25
    else:
        raise ValueError("unknown kind " + repr(kind))
    return np.count_nonzero(local < 0.01 * top) / x.size


def dead_relu_fraction(activations):
    n, units = activations.shape[:2]
    alive = np.einsum("ncp->c", np.abs(activations).reshape(n, units, -1)) > 0
    return 1 - np.mean(alive)
