import math
from functools import reduce
from itertools import product

import numpy as np


def elementwise(f, *arrays):
    """np.array of f(a, b, ...) for a, b, ... in zip(arrays), in the shape of the first array"""
    shape = np.shape(arrays[0])
    return np.array([f(*vs) for vs in zip(*[np.ravel(a).tolist() for a in arrays])], dtype=float).reshape(shape)


def corners(size, field, stride):
    return [k * stride for k in range((size - field) // stride + 1)]


# --- affine

def affine_forward(x, w, b):
    rows = [xi.ravel() for xi in x]
    return np.array([r @ w + b for r in rows]), (rows, w, x.shape)


def affine_backward(dout, cache):
    rows, w, shape = cache
    dx = np.array([w @ g for g in dout]).reshape(shape)
    dw = sum(np.multiply.outer(r, g) for r, g in zip(rows, dout))
    db = np.array([col.sum() for col in dout.T])
    return dx, dw, db


# --- activations: the cache is the list of slopes, mostly

def sigmoid_forward(x):
    out = elementwise(lambda v: 1 / (1 + math.exp(-v)) if v > 0 else 1 - 1 / (1 + math.exp(v)) if v > -1
                      else math.exp(v) / (1 + math.exp(v)), x)
    return out, out


def sigmoid_backward(dout, cache):
    return elementwise(lambda g, s: g * s * (1 - s), dout, cache)


def tanh_forward(x):
    out = elementwise(math.tanh, x)
    return out, out


def tanh_backward(dout, cache):
    return elementwise(lambda g, t: g * (1 - t * t), dout, cache)


def relu_forward(x):
    return elementwise(lambda v: max(v, 0.0), x), x


def relu_backward(dout, cache):
    return elementwise(lambda g, v: g if v > 0 else 0.0, dout, cache)


def leaky_relu_forward(x, alpha=0.01):
    slopes = elementwise(lambda v: 1.0 if v > 0 else alpha, x)
    return x * slopes, slopes


def leaky_relu_backward(dout, cache):
    return elementwise(lambda g, s: g * s, dout, cache)


def prelu_forward(x, alpha):
    # one slope a channel in any case
    slopes = [float(alpha)] * x.shape[1] if np.ndim(alpha) == 0 else list(alpha)
    channels = [x[:, c] for c in range(x.shape[1])]
    out = np.stack([np.maximum(ch, 0) + s * np.minimum(ch, 0) for ch, s in zip(channels, slopes)], axis=1)
    return out, (channels, slopes, np.ndim(alpha))


def prelu_backward(dout, cache):
    channels, slopes, ndim = cache
    grads = [dout[:, c] for c in range(dout.shape[1])]
    dx = np.stack([g * np.where(ch > 0, 1.0, s) for g, ch, s in zip(grads, channels, slopes)], axis=1)
    dslopes = np.array([(g * ch)[ch <= 0].sum() for g, ch in zip(grads, channels)])
    return dx, dslopes if ndim else np.array(sum(dslopes))


def elu_forward(x, alpha=1.0):
    return elementwise(lambda v: v if v > 0 else alpha * math.expm1(v), x), (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache
    return elementwise(lambda g, v: g if v > 0 else g * alpha * math.exp(v), dout, x)


# --- maxout: K affine layers and the largest of them

def maxout_forward(x, w, b):
    ws = [w[:, :, k] for k in range(w.shape[2])]
    pieces = [x @ wk + bk for wk, bk in zip(ws, b.T)]
    out = reduce(np.maximum, pieces)
    winner = np.argmax(pieces, axis=0)
    return out, (x, ws, [winner == k for k in range(len(ws))])


def maxout_backward(dout, cache):
    x, ws, wins = cache
    gs = [dout * won for won in wins]
    dx = sum(g @ wk.T for g, wk in zip(gs, ws))
    dw = np.stack([x.T @ g for g in gs], axis=-1)
    db = np.stack([g.sum(axis=0) for g in gs], axis=-1)
    return dx, dw, db


# --- convolution

def conv_forward(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    xp = np.pad(x, [(0, 0)] * 2 + [(p, p)] * 2)
    hh, ww = w.shape[2:]
    tops, lefts = [corners(size, f, s) for size, f in zip(xp.shape[2:], (hh, ww))]
    patches = [xp[:, :, t:t + hh, l:l + ww] for t, l in product(tops, lefts)]
    # every patch (N, C, hh, ww) against every filter gives (N, F)
    dots = [np.tensordot(patch, w, axes=[(1, 2, 3)] * 2) + b for patch in patches]
    out = np.stack(dots, axis=-1).reshape(len(x), len(w), len(tops), len(lefts))
    return out, (xp.shape, w, p, patches, list(product(tops, lefts)))


def conv_backward(dout, cache):
    shape, w, p, patches, places = cache
    hh, ww = w.shape[2:]
    gs = [dout[:, :, i, j] for i, j in product(*map(range, dout.shape[2:]))]
    dw = sum(np.tensordot(g, patch, axes=(0, 0)) for g, patch in zip(gs, patches))
    db = sum(g.sum(axis=0) for g in gs)
    dxp = np.zeros(shape)
    for g, (t, l) in zip(gs, places):
        dxp[:, :, t:t + hh, l:l + ww] += np.tensordot(g, w, axes=(1, 0))
    return dxp[:, :, p:shape[2] - p, p:shape[3] - p], dw, db


# --- pooling

def max_pool_forward(x, pool_param):
    ph, pw, s = [pool_param[key] for key in ('pool_height', 'pool_width', 'stride')]
    tops, lefts = [corners(size, f, s) for size, f in zip(x.shape[2:], (ph, pw))]
    offsets = list(product(range(ph), range(pw)))
    # one picture for each place in the window
    shifted = [x[:, :, [t + di for t in tops]][..., [l + dj for l in lefts]] for di, dj in offsets]
    return np.max(shifted, axis=0), (x.shape, offsets, tops, lefts, np.argmax(shifted, axis=0))


def max_pool_backward(dout, cache):
    shape, offsets, tops, lefts, best = cache
    dx = np.zeros(shape)
    for k, (di, dj) in enumerate(offsets):
        # within one offset no two windows meet, so += with index lists is safe
        dx[:, :, [[t + di] for t in tops], [l + dj for l in lefts]] += np.where(best == k, dout, 0)
    return dx


# --- loss

def softmax_loss(x, y):
    n = len(x)
    shifted = [row - max(row) for row in x]
    logs = [math.log(sum(np.exp(row))) for row in shifted]
    loss = sum(lg - row[label] for row, lg, label in zip(shifted, logs, y)) / n
    dx = np.array([[(math.exp(v - lg) - (c == label)) / n for c, v in enumerate(row)]
                   for row, lg, label in zip(shifted, logs, y)])
    return loss, dx


# --- what to watch

def saturation_fraction(x, kind):
    slopes = {'sigmoid': lambda v: 4 * math.exp(-abs(v)) / (1 + math.exp(-abs(v))) ** 2,
              'tanh': lambda v: 1 - math.tanh(v) ** 2}
    if kind not in slopes:
        raise ValueError(f"kind must be one of {', '.join(slopes)}")
    hits = [slopes[kind](v) < 0.01 for v in np.ravel(x).tolist()]
    return sum(hits) / len(hits)


def dead_relu_fraction(activations):
    dead = [not unit.any() for unit in np.moveaxis(activations, 1, 0)]
    return sum(dead) / len(dead)
