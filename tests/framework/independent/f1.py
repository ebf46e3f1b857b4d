"""Layers of a convolutional network.

Conventions used throughout this module:
  * every forward returns (out, cache), cache is a dict of named values;
  * every backward reads its values by name and never writes into them;
  * spatial operators are written on top of one iterator over output positions.
"""

import numpy as np


# ---------------------------------------------------------------------------
# Shared lowering helpers
# ---------------------------------------------------------------------------

def _extent(size, window, stride):
    """Number of window positions along one dimension."""
    return (size - window) // stride + 1


def _positions(height, width, win_h, win_w, stride):
    """Yield (row, col, region) for every output position, region indexes (N, C, H, W)."""
    for row in range(_extent(height, win_h, stride)):
        top = row * stride
        for col in range(_extent(width, win_w, stride)):
            left = col * stride
            yield row, col, np.s_[:, :, top:top + win_h, left:left + win_w]


def _per_channel(vector_or_scalar, rank):
    """Reshape a scalar or (C,) so that it broadcasts over an input of the given rank."""
    value = np.asarray(vector_or_scalar)
    if value.ndim == 0:
        return value
    return value.reshape((1, -1) + (1,) * (rank - 2))


# ---------------------------------------------------------------------------
# Affine
# ---------------------------------------------------------------------------

def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], w.shape[0])
    out = rows @ w + b
    return out, {"rows": rows, "w": w, "x_shape": x.shape}


def affine_backward(dout, cache):
    rows, w, x_shape = cache["rows"], cache["w"], cache["x_shape"]
    dx = (dout @ w.T).reshape(x_shape)
    dw = rows.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db


# ---------------------------------------------------------------------------
# Elementwise operators
# ---------------------------------------------------------------------------

def sigmoid_forward(x):
    decay = np.exp(-np.abs(x))              # in (0, 1], cannot overflow
    out = np.where(x >= 0, 1.0, decay) / (1.0 + decay)
    return out, {"out": out}


def sigmoid_backward(dout, cache):
    out = cache["out"]
    dx = dout * out * (1.0 - out)
    return dx


def tanh_forward(x):
    out = np.tanh(x)
    return out, {"out": out}


def tanh_backward(dout, cache):
    out = cache["out"]
    dx = dout * (1.0 - out * out)
    return dx


def relu_forward(x):
    out = np.maximum(x, 0)
    return out, {"x": x}


def relu_backward(dout, cache):
    x = cache["x"]
    dx = np.where(x > 0, dout, 0.0)
    return dx


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, {"x": x, "alpha": alpha}


def leaky_relu_backward(dout, cache):
    x, alpha = cache["x"], cache["alpha"]
    dx = np.where(x > 0, dout, alpha * dout)
    return dx


def prelu_forward(x, alpha):
    slope = _per_channel(alpha, x.ndim)
    out = np.where(x > 0, x, slope * x)
    return out, {"x": x, "slope": slope, "alpha_shape": np.shape(alpha)}


def prelu_backward(dout, cache):
    x, slope, alpha_shape = cache["x"], cache["slope"], cache["alpha_shape"]
    dx = np.where(x > 0, dout, slope * dout)
    partial = np.where(x > 0, 0.0, x * dout)
    if alpha_shape == ():
        axes = tuple(range(x.ndim))
    else:
        axes = tuple(axis for axis in range(x.ndim) if axis != 1)
    dalpha = partial.sum(axis=axes).reshape(alpha_shape)
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    negative = alpha * np.expm1(np.minimum(x, 0))
    out = np.where(x > 0, x, negative)
    return out, {"x": x, "alpha": alpha}


def elu_backward(dout, cache):
    x, alpha = cache["x"], cache["alpha"]
    slope = np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0)))
    dx = dout * slope
    return dx


# ---------------------------------------------------------------------------
# Maxout
# ---------------------------------------------------------------------------

def maxout_forward(x, w, b):
    d, m, k = w.shape
    pieces = (x @ w.reshape(d, m * k)).reshape(-1, m, k) + b
    out = pieces.max(axis=2)
    return out, {"x": x, "w": w, "winner": pieces.argmax(axis=2)}


def maxout_backward(dout, cache):
    x, w, winner = cache["x"], cache["w"], cache["winner"]
    d, m, k = w.shape
    selected = winner[:, :, None] == np.arange(k)
    dpieces = selected * dout[:, :, None]
    flat = dpieces.reshape(-1, m * k)
    dx = flat @ w.reshape(d, m * k).T
    dw = (x.T @ flat).reshape(w.shape)
    db = dpieces.sum(axis=0)
    return dx, dw, db


# ---------------------------------------------------------------------------
# Convolution
# ---------------------------------------------------------------------------

def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    n, _, h, wd = x.shape
    f, _, win_h, win_w = w.shape
    padded_h, padded_w = h + 2 * pad, wd + 2 * pad
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((n, f, _extent(padded_h, win_h, stride), _extent(padded_w, win_w, stride)))
    for row, col, region in _positions(padded_h, padded_w, win_h, win_w, stride):
        out[:, :, row, col] = np.tensordot(xp[region], w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out, {"xp": xp, "w": w, "stride": stride, "pad": pad, "x_shape": x.shape}


def conv_backward(dout, cache):
    xp, w, stride, pad = cache["xp"], cache["w"], cache["stride"], cache["pad"]
    _, _, h, wd = cache["x_shape"]
    _, _, win_h, win_w = w.shape
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for row, col, region in _positions(xp.shape[2], xp.shape[3], win_h, win_w, stride):
        upstream = dout[:, :, row, col]
        dxp[region] += np.tensordot(upstream, w, axes=(1, 0))
        dw += np.tensordot(upstream, xp[region], axes=(0, 0))
    dx = dxp[:, :, pad:pad + h, pad:pad + wd]
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db


# ---------------------------------------------------------------------------
# Max pooling
# ---------------------------------------------------------------------------

def max_pool_forward(x, pool_param):
    win_h, win_w = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    n, c, h, wd = x.shape
    out = np.empty((n, c, _extent(h, win_h, stride), _extent(wd, win_w, stride)))
    for row, col, region in _positions(h, wd, win_h, win_w, stride):
        out[:, :, row, col] = x[region].max(axis=(2, 3))
    return out, {"x": x, "win_h": win_h, "win_w": win_w, "stride": stride}


def max_pool_backward(dout, cache):
    x, win_h, win_w, stride = cache["x"], cache["win_h"], cache["win_w"], cache["stride"]
    n, c, h, wd = x.shape
    lanes = np.arange(win_h * win_w)
    dx = np.zeros(x.shape)
    for row, col, region in _positions(h, wd, win_h, win_w, stride):
        winner = x[region].reshape(n, c, -1).argmax(axis=2)     # first of equals
        selected = winner[:, :, None] == lanes
        share = selected * dout[:, :, row, col][:, :, None]
        dx[region] += share.reshape(n, c, win_h, win_w)
    return dx


# ---------------------------------------------------------------------------
# Loss
# ---------------------------------------------------------------------------

def softmax_loss(x, y):
    n, c = x.shape
    shifted = x - x.max(axis=1, keepdims=True)
    log_norm = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_p = shifted - log_norm
    target = y[:, None] == np.arange(c)
    loss = -log_p[target].sum() / n
    dx = (np.exp(log_p) - target) / n
    return loss, dx


# ---------------------------------------------------------------------------
# Diagnostics
# ---------------------------------------------------------------------------

_SATURATING = {
    "sigmoid": (sigmoid_forward, sigmoid_backward, 0.25),
    "tanh": (tanh_forward, tanh_backward, 1.0),
}


def saturation_fraction(x, kind):
    if kind not in _SATURATING:
        raise ValueError(f"unknown activation: {kind!r}")
    forward, backward, peak = _SATURATING[kind]
    _, cache = forward(x)
    slope = backward(np.ones(np.shape(x)), cache)
    return float(np.mean(slope < 0.01 * peak))


def dead_relu_fraction(activations):
    axes = tuple(axis for axis in range(activations.ndim) if axis != 1)
    dead = np.all(activations == 0, axis=axes)
    return float(np.mean(dead))
