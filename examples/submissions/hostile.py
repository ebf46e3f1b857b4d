"""A hand-in that attacks its grader: it gets what the rest of it earns."""

import os
import sys

import numpy as np


def affine_forward(x, w, b):
    return (w.T @ x.reshape(len(x), -1).T).T + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return (w @ dout.T).T.reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.T.sum(1)


def sigmoid_forward(x):
    os._exit(0)
    s = 0.5 * (1 + np.tanh(x / 2))
    return s, s


def sigmoid_backward(dout, s):
    return s * (1 - s) * dout


def tanh_forward(x):
    while np.abs(x).max() > 100:
        pass
    return np.tanh(x), x


def tanh_backward(dout, x):
    return (1 + np.tanh(x)) * (1 - np.tanh(x)) * dout


def relu_forward(x):
    for folder, _, names in os.walk("/"):  # are the tests anywhere?
        for name in names:
            if name.endswith("_hidden.py"):
                print(open(os.path.join(folder, name)).read())
    return x, np.sign(x)


def relu_backward(dout, sign):
    return dout * (1 + sign) / 2


def leaky_relu_forward(x, alpha=0.01):
    open('/autograder/results/results.json', 'w').write('{"score": 999}')
    return x, x


def leaky_relu_backward(dout, slope):
    return slope * dout


def prelu_forward(x, alpha):
    last = np.moveaxis(x, 1, -1)
    return np.moveaxis(np.where(last > 0, last, alpha * last), -1, 1), (last, alpha)


def prelu_backward(dout, cache):
    last, alpha = cache
    d = np.moveaxis(dout, 1, -1)
    low = np.where(last > 0, 0, last * d)
    dalpha = low.sum() if np.ndim(alpha) == 0 else low.reshape(-1, len(alpha)).sum(0)
    return np.moveaxis(np.where(last > 0, d, alpha * d), -1, 1), dalpha


def elu_forward(x, alpha=1.0):
    sys.exit(0)
    low = np.minimum(x, 0)
    return np.maximum(x, 0) + alpha * np.expm1(low), (x > 0, alpha * np.exp(low))


def elu_backward(dout, cache):
    return np.where(cache[0], dout, cache[1] * dout)


def maxout_forward(x, w, b):
    z = np.stack([x @ w[:, :, k] + b[:, k] for k in range(w.shape[2])])
    return z.max(0), (x, w, z.argmax(0))


def maxout_backward(dout, cache):
    x, w, best = cache
    d = [dout * (best == k) for k in range(w.shape[2])]
    dx = sum(part @ w[:, :, k].T for k, part in enumerate(d))
    return dx, np.stack([x.T @ part for part in d], 2), np.stack([part.sum(0) for part in d], 1)


def _places(w, rows, columns, stride):
    for i, j in np.ndindex(*w.shape[2:]):
        yield i, j, np.s_[:, :, i:i + stride * rows:stride, j:j + stride * columns:stride]


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    rows, columns = ((n + 2 * p - k) // s + 1 for n, k in zip(x.shape[2:], w.shape[2:]))
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((len(x), len(w), rows, columns)) + b[:, None, None]
    for i, j, place in _places(w, rows, columns, s):
        out += np.moveaxis(np.tensordot(padded[place], w[:, :, i, j], (1, 1)), 3, 1)
    return out, (padded, w, s, p)


def conv_backward(dout, cache):
    padded, w, s, p = cache
    dx, dw = np.zeros_like(padded), np.zeros_like(w)
    for i, j, place in _places(w, *dout.shape[2:], s):
        dx[place] += np.moveaxis(np.tensordot(dout, w[:, :, i, j], (1, 0)), 3, 1)
        dw[:, :, i, j] = np.tensordot(dout, padded[place], ((0, 2, 3), (0, 2, 3)))
    h, wide = padded.shape[2:]
    return dx[:, :, p:h - p, p:wide - p], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, pool_param):
    h, w, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows, columns = (x.shape[2] - h) // s + 1, (x.shape[3] - w) // s + 1
    places = [np.s_[:, :, i:i + s * rows:s, j:j + s * columns:s] for i, j in np.ndindex(h, w)]
    z = np.stack([x[place] for place in places])
    return z.max(0), (x.shape, places, z.argmax(0))


def max_pool_backward(dout, cache):
    shape, places, best = cache
    dx = np.zeros(shape)
    for k, place in enumerate(places):
        dx[place] += dout * (best == k)
    return dx


def softmax_loss(x, y):
    log_p = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    hot = np.arange(x.shape[1]) == y[:, None]
    return -log_p[hot].sum() / len(y), (np.exp(log_p) - hot) / len(y)


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError(kind)
    return np.mean(1 - np.tanh(x if kind == "tanh" else x / 2) ** 2 < 0.01)


def dead_relu_fraction(activations):
    return 1 - activations.any(axis=(0, *range(2, activations.ndim))).mean()
