"""Layers of a convolutional network.

All elementwise activations run through one engine (`_apply` / `_pull_back`): an activation is an
entry in `_CURVES`, a value function and a slope function of (x, out, alpha).
"""

from typing import Callable, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


# --------------------------------------------------------------------------------------
# the engine
# --------------------------------------------------------------------------------------


class _Curve(NamedTuple):
    value: Callable  # (x, alpha) -> out
    slope: Callable  # (x, out, alpha) -> d out / d x
    peak: float = 1.0  # largest slope


class _Tape(NamedTuple):
    curve: _Curve
    x: np.ndarray
    out: np.ndarray
    alpha: object


def _two_lines(x, a):
    return np.where(x > 0, x, a * x)


_CURVES = {
    # log s(x) = -log(1 + e^-x), and logaddexp knows how not to overflow
    "sigmoid": _Curve(lambda x, a: np.exp(-np.logaddexp(0.0, -x)), lambda x, s, a: s * (1 - s), 0.25),
    "tanh": _Curve(lambda x, a: np.tanh(x), lambda x, t, a: 1 - t * t),
    "rectifier": _Curve(_two_lines, lambda x, out, a: np.where(x > 0, 1.0, a)),
    "elu": _Curve(
        lambda x, a: np.maximum(x, 0.0) + a * np.expm1(np.minimum(x, 0.0)),
        lambda x, out, a: np.where(x > 0, 1.0, a * np.exp(np.minimum(x, 0.0))),
    ),
}


def _apply(name, x, alpha=0.0):
    curve = _CURVES[name]
    x = np.asarray(x)
    out = curve.value(x, alpha)
    return out, _Tape(curve, x, out, alpha)


def _slope(tape):
    return tape.curve.slope(tape.x, tape.out, tape.alpha)


def _pull_back(dout, tape):
    return dout * _slope(tape)


# --------------------------------------------------------------------------------------
# activations: nothing but calls of the engine
# --------------------------------------------------------------------------------------


def sigmoid_forward(x):
    return _apply("sigmoid", x)


def tanh_forward(x):
    return _apply("tanh", x)


def relu_forward(x):
    return _apply("rectifier", x, 0.0)


def leaky_relu_forward(x, alpha=0.01):
    return _apply("rectifier", x, alpha)


def elu_forward(x, alpha=1.0):
    return _apply("elu", x, alpha)


def sigmoid_backward(dout, cache):
    return _pull_back(dout, cache)


def tanh_backward(dout, cache):
    return _pull_back(dout, cache)


def relu_backward(dout, cache):
    return _pull_back(dout, cache)


def leaky_relu_backward(dout, cache):
    return _pull_back(dout, cache)


def elu_backward(dout, cache):
    return _pull_back(dout, cache)


def _sum_per_channel(a):
    """(N, C, ...) -> (C,)"""
    return np.einsum("ncp->c", a.reshape(*a.shape[:2], -1).astype(float))


def prelu_forward(x, alpha):
    """The rectifier again, with alpha lined up with axis 1 so that it broadcasts against x."""
    alpha = np.asarray(alpha)
    lined_up = np.expand_dims(alpha, tuple(range(1, x.ndim - 1))) if alpha.ndim else alpha
    out, tape = _apply("rectifier", x, lined_up)
    return out, (tape, alpha.shape)


def prelu_backward(dout, cache):
    tape, alpha_shape = cache
    by_alpha = dout * np.minimum(tape.x, 0)
    if alpha_shape:
        dalpha = _sum_per_channel(by_alpha)
    else:
        dalpha = by_alpha.sum()
    return _pull_back(dout, tape), dalpha


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError(f"kind must be 'sigmoid' or 'tanh', not {kind!r}")
    _, tape = _apply(kind, x)
    return (_slope(tape) < tape.curve.peak / 100).mean()


def dead_relu_fraction(activations):
    return np.mean(_sum_per_channel(activations != 0) == 0)


# --------------------------------------------------------------------------------------
# layers with weights
# --------------------------------------------------------------------------------------


def affine_forward(x, w, b):
    out = np.einsum("nd,dm->nm", x.reshape(x.shape[0], -1), w) + b
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = np.einsum("nm,dm->nd", dout, w).reshape(x.shape)
    dw = np.einsum("nd,nm->dm", x.reshape(x.shape[0], -1), dout)
    db = np.einsum("nm->m", dout)
    return dx, dw, db


def maxout_forward(x, w, b):
    z = np.einsum("nd,dmk->nmk", x, w) + b
    winner = np.argmax(z, axis=-1, keepdims=True)
    return np.take_along_axis(z, winner, axis=-1)[..., 0], (x, w, winner)


def maxout_backward(dout, cache):
    x, w, winner = cache
    dz = np.zeros(dout.shape + w.shape[2:])
    np.put_along_axis(dz, winner, dout[..., None], axis=-1)
    return np.einsum("nmk,dmk->nd", dz, w), np.einsum("nd,nmk->dmk", x, dz), np.einsum("nmk->mk", dz)


def _views(images, size, stride):
    """(N, C, H', W', h, w): all windows of the images, not copied."""
    return sliding_window_view(images, size, axis=(2, 3))[:, :, ::stride, ::stride]


def _border(images, rows, cols):
    return np.pad(images, ((0, 0), (0, 0), (rows, rows), (cols, cols)))


def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _border(x, pad, pad)
    out = np.einsum("nchwij,fcij->nfhw", _views(padded, w.shape[2:], stride), w, optimize=True)
    return out + b.reshape(-1, 1, 1), (padded, w, stride, pad)


def conv_backward(dout, cache):
    """dx is itself a convolution: of dout with zeros between its pixels, with the filters flipped."""
    padded, w, stride, pad = cache
    n, f, rows, cols = dout.shape
    hh, ww = w.shape[2:]
    height, width = padded.shape[2:]

    dw = np.einsum("nchwij,nfhw->fcij", _views(padded, (hh, ww), stride), dout, optimize=True)
    db = np.einsum("nfhw->f", dout)

    # stride-1 grid of all places where a filter could have been put
    spread = np.zeros((n, f, height - hh + 1, width - ww + 1))
    spread[:, :, ::stride, ::stride] = dout
    spread = _border(spread, hh - 1, ww - 1)
    flipped = w[:, :, ::-1, ::-1]
    dpadded = np.einsum("nfhwij,fcij->nchw", _views(spread, (hh, ww), 1), flipped, optimize=True)
    return dpadded[:, :, pad : height - pad, pad : width - pad], dw, db


def max_pool_forward(x, pool_param):
    size = pool_param["pool_height"], pool_param["pool_width"]
    out = _views(x, size, pool_param["stride"]).max(axis=(-2, -1))
    return out, (x, out, size, pool_param["stride"])


def max_pool_backward(dout, cache):
    x, out, size, stride = cache
    is_max = _views(x, size, stride) == out[..., None, None]
    per_max = dout / np.count_nonzero(is_max, axis=(-2, -1))
    dx = np.zeros(x.shape)
    # a writeable view of dx; within one (i, j) no two windows share a pixel, so += is safe
    target = sliding_window_view(dx, size, axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]
    for i, j in np.ndindex(*size):
        target[..., i, j] += is_max[..., i, j] * per_max
    return dx


def softmax_loss(x, y):
    n = x.shape[0]
    at_label = np.arange(n), y
    shifted = x - np.amax(x, axis=1, keepdims=True)
    log_norm = np.logaddexp.reduce(shifted, axis=1)
    loss = np.mean(log_norm - shifted[at_label])
    dx = np.exp(shifted - log_norm[:, None])
    dx[at_label] -= 1.0
    return loss, dx / n
