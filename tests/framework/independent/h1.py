"""Forward and backward passes of the layers of a small convnet.

Conventions: n = example, c = input channel, f = filter, (h, w) = output pixel, (i, j) = position
inside a window. All contractions are written as einsums over these letters.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


# --------------------------------------------------------------------------------------------------
# Convolution and pooling
# --------------------------------------------------------------------------------------------------


def conv_forward(x, w, b, conv_param):
    """Cross-correlation of x (N, C, H, W) with w (F, C, HH, WW), zero padded."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    # (n, c, h, w, i, j), a view: nothing is copied before the contraction
    win = sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("nchwij,fcij->nfhw", win, w, optimize=True)
    out = out + b[None, :, None, None]
    return out, (win, padded.shape, w, stride, pad)


def conv_backward(dout, cache):
    """dx is a stride-1 correlation of the dilated dout with the filters rotated by 180 degrees."""
    win, (N, _, Hp, Wp), w, stride, pad = cache
    F, _, HH, WW = w.shape

    db = np.einsum("nfhw->f", dout)
    dw = np.einsum("nfhw,nchwij->fcij", dout, win, optimize=True)

    # Put dout on the stride-1 grid, with a border of HH - 1 / WW - 1 for the full correlation.
    # Rows and columns of the image that the stride never reached end up in the extra zeros.
    canvas = np.zeros((N, F, Hp + HH - 1, Wp + WW - 1), dtype=np.result_type(dout, w))
    rows = slice(HH - 1, HH + (dout.shape[2] - 1) * stride, stride)
    cols = slice(WW - 1, WW + (dout.shape[3] - 1) * stride, stride)
    canvas[:, :, rows, cols] = dout
    grid = sliding_window_view(canvas, (HH, WW), axis=(2, 3))
    dpadded = np.einsum("nfhwij,fcij->nchw", grid, w[:, :, ::-1, ::-1], optimize=True)

    dx = dpadded[:, :, pad:Hp - pad, pad:Wp - pad]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    """Max over (pool_height, pool_width) windows, `stride` apart."""
    size = (pool_param["pool_height"], pool_param["pool_width"])
    stride = pool_param["stride"]
    win = sliding_window_view(x, size, axis=(2, 3))[:, :, ::stride, ::stride]
    out = win.max(axis=(-2, -1))
    return out, (win, out, x.shape, stride)


def max_pool_backward(dout, cache):
    """Equal maxima of a window share its gradient in equal parts."""
    win, out, shape, stride = cache
    share = (win == out[..., None, None]).astype(dout.dtype)
    share /= share.sum(axis=(-2, -1), keepdims=True)
    contrib = np.einsum("nchw,nchwij->ijnchw", dout, share)

    dx = np.zeros(shape, dtype=dout.dtype)
    h, w = dout.shape[2:]
    for i, j in np.ndindex(*contrib.shape[:2]):
        # for one fixed (i, j) the targets of distinct windows are distinct, so += is safe
        dx[:, :, i:i + stride * h:stride, j:j + stride * w:stride] += contrib[i, j]
    return dx


# --------------------------------------------------------------------------------------------------
# Dense layers
# --------------------------------------------------------------------------------------------------


def affine_forward(x, w, b):
    """out = x w + b."""
    flat = x.reshape(len(x), w.shape[0])
    return np.einsum("nd,dm->nm", flat, w, optimize=True) + b, (flat, w, x.shape)


def affine_backward(dout, cache):
    flat, w, shape = cache
    dx = np.einsum("nm,dm->nd", dout, w, optimize=True).reshape(shape)
    dw = np.einsum("nd,nm->dm", flat, dout, optimize=True)
    db = np.einsum("nm->m", dout)
    return dx, dw, db


def maxout_forward(x, w, b):
    """out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])."""
    pieces = np.einsum("nd,dmk->nmk", x, w, optimize=True) + b
    best = pieces.argmax(axis=-1)
    out = np.take_along_axis(pieces, best[..., None], axis=-1)[..., 0]
    return out, (x, w, best)


def maxout_backward(dout, cache):
    x, w, best = cache
    dpieces = np.einsum("nm,nmk->nmk", dout, np.eye(w.shape[2])[best])
    dx = np.einsum("nmk,dmk->nd", dpieces, w, optimize=True)
    dw = np.einsum("nd,nmk->dmk", x, dpieces, optimize=True)
    db = np.einsum("nmk->mk", dpieces)
    return dx, dw, db


# --------------------------------------------------------------------------------------------------
# Activations
# --------------------------------------------------------------------------------------------------


def sigmoid_forward(x):
    """log sigmoid(x) = -log(1 + exp(-x)), and logaddexp knows how to do that without overflow."""
    out = np.exp(-np.logaddexp(0.0, -x))
    return out, out


def sigmoid_backward(dout, cache):
    return dout * cache * (1.0 - cache)


def tanh_forward(x):
    out = np.tanh(x)
    return out, out


def tanh_backward(dout, cache):
    return dout * (1.0 - np.square(cache))


def relu_forward(x):
    return np.maximum(x, 0), x > 0


def relu_backward(dout, cache):
    return np.where(cache, dout, 0.0)


def leaky_relu_forward(x, alpha=0.01):
    slope = np.where(x > 0, 1.0, alpha)
    return slope * x, slope


def leaky_relu_backward(dout, cache):
    return cache * dout


def prelu_forward(x, alpha):
    """alpha: () for a slope shared by everything, (C,) for one a channel (axis 1 of x)."""
    alpha = np.asarray(alpha)
    # () -> (), (C,) -> (C, 1, 1) for images and (C,) for rows: broadcasts against x either way
    per_unit = alpha.reshape(alpha.shape + (1,) * (x.ndim - 2)) if alpha.ndim else alpha
    return np.where(x > 0, x, per_unit * x), (x, per_unit, alpha.shape)


def prelu_backward(dout, cache):
    x, per_unit, shape = cache
    dx = np.where(x > 0, dout, per_unit * dout)
    # einsum does not sum over an ellipsis that is missing in the output: fold the pixels into p
    fold = x.shape[:2] + (-1,)
    spec = "ncp,ncp->c" if shape else "ncp,ncp->"
    dalpha = np.einsum(spec, np.minimum(x, 0).reshape(fold), dout.reshape(fold))
    # a (1,) alpha is one slope for all channels
    if shape and shape != dalpha.shape:
        dalpha = dalpha.sum(keepdims=True)
    return dx, np.asarray(dalpha).reshape(shape)


def elu_forward(x, alpha=1.0):
    negative = np.minimum(x, 0)
    return np.where(x > 0, x, alpha * np.expm1(negative)), (x > 0, negative, alpha)


def elu_backward(dout, cache):
    positive, negative, alpha = cache
    return dout * np.where(positive, 1.0, alpha * np.exp(negative))


# --------------------------------------------------------------------------------------------------
# Loss and diagnostics
# --------------------------------------------------------------------------------------------------


def softmax_loss(x, y):
    """Mean cross-entropy, computed from log-probabilities only."""
    n = len(x)
    logits = x - x.max(axis=1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    onehot = np.eye(x.shape[1])[y]
    loss = -np.einsum("nc,nc->", onehot, logp) / n
    return loss, (np.exp(logp) - onehot) / n


def saturation_fraction(x, kind):
    """Runs a gradient of ones through the layer and compares it with 1 % of its peak."""
    table = {
        "sigmoid": (sigmoid_forward, sigmoid_backward, 0.25),
        "tanh": (tanh_forward, tanh_backward, 1.0),
    }
    if kind not in table:
        raise ValueError(f"kind must be one of {sorted(table)}, got {kind!r}")
    forward, backward, peak = table[kind]
    x = np.asarray(x, dtype=float)
    _, cache = forward(x)
    return float(np.mean(backward(np.ones_like(x), cache) < 0.01 * peak))


def dead_relu_fraction(activations):
    """A unit is axis 1; it is dead if it is 0 along all the other axes."""
    others = tuple(ax for ax in range(np.ndim(activations)) if ax != 1)
    return float(np.mean(~np.any(activations, axis=others)))
