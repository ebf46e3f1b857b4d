"""Layers of a convolutional network, forward and backward, in NumPy.

My rule for the caches: the forward pass does all the thinking. What it stores is already what the
chain rule multiplies with (a local derivative, a mask, a scatter index), so each backward is one or
two lines and never looks at a condition again.
"""

import numpy as np


# ---- elementwise: the cache IS the local derivative -----------------------------------------

def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    passes = np.greater(x, 0)
    return x * passes, passes


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    return dout * cache


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    local = np.where(x > 0, 1.0, alpha)
    return local * x, local


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    return dout * cache


def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x."""
    # e is in (0, 1] whatever the sign of x; ds/dx = e / (1 + e)^2 is even in x
    e = np.exp(-np.abs(x))
    denominator = 1.0 + e
    out = np.where(x >= 0, 1.0, e) / denominator
    return out, e / denominator**2


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    return dout * cache


def tanh_forward(x):
    """Hyperbolic tangent: out = (exp(2x) - 1) / (exp(2x) + 1), element by element, for any x."""
    out = np.tanh(x)
    return out, 1.0 - np.square(out)


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    return dout * cache


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere."""
    below = np.minimum(x, 0.0)
    positive = x > 0
    out = np.where(positive, x, alpha * np.expm1(below))
    local = np.where(positive, 1.0, alpha * np.exp(below))
    return out, local


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    return dout * cache


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned."""
    alpha = np.asarray(alpha)
    if alpha.ndim == 0:
        a, summed_axes = alpha, tuple(range(x.ndim))
    else:
        a = alpha.reshape((-1,) + (1,) * (x.ndim - 2))
        summed_axes = (0,) + tuple(range(2, x.ndim))
    d_by_x = np.where(x > 0, 1.0, a)
    d_by_alpha = np.where(x > 0, 0.0, x)
    return d_by_x * x, (d_by_x, d_by_alpha, summed_axes)


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    d_by_x, d_by_alpha, summed_axes = cache
    return dout * d_by_x, np.sum(dout * d_by_alpha, axis=summed_axes)


# ---- linear layers: the cache holds the transposed factors ----------------------------------

def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row."""
    rows = x.reshape(len(x), -1)
    return rows @ w + b, (rows.T, w.T, x.shape)


def affine_backward(dout, cache):
    """Gradients of the affine layer."""
    rows_t, w_t, x_shape = cache
    return (dout @ w_t).reshape(x_shape), rows_t @ dout, dout.sum(axis=0)


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces."""
    pieces = np.tensordot(x, w, axes=1) + b          # (N, M, K)
    k = pieces.argmax(axis=2)
    won = k[:, :, None] == np.arange(pieces.shape[2])  # exactly one True along the last axis
    return pieces.max(axis=2), (won, x.T, w)


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db)."""
    won, x_t, w = cache
    dpieces = won * dout[:, :, None]
    dx = np.tensordot(dpieces, w, axes=([1, 2], [1, 2]))
    return dx, np.tensordot(x_t, dpieces, axes=1), dpieces.sum(axis=0)


# ---- windows: the cache holds where everything came from ------------------------------------

def _gather_index(C, H, W, hh, ww, stride):
    """Positions in a flattened (C, H, W) image: (C, hh * ww, H' * W')."""
    top = np.arange((H - hh) // stride + 1) * stride
    left = np.arange((W - ww) // stride + 1) * stride
    corner = (top[:, None] * W + left).ravel()
    inside = (np.arange(hh)[:, None] * W + np.arange(ww)).ravel()
    plane = np.arange(C) * (H * W)
    return plane[:, None, None] + inside[:, None] + corner, len(top), len(left)


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, hh, ww = w.shape
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    Hp, Wp = padded.shape[2:]

    index, ho, wo = _gather_index(C, Hp, Wp, hh, ww, stride)
    index = index.reshape(C * hh * ww, ho * wo)
    columns = padded.reshape(N, -1)[:, index]        # (N, C hh ww, H' W')
    matrix = w.reshape(F, -1)
    out = (matrix @ columns + b[:, None]).reshape(N, F, ho, wo)

    # for dx: a flat target for every column entry, over the whole batch at once
    target = (np.arange(N) * (C * Hp * Wp))[:, None, None] + index
    keep = (slice(None), slice(None), slice(pad, pad + H), slice(pad, pad + W))
    cache = (columns.transpose(0, 2, 1), matrix.T, w.shape, target.ravel(), padded.shape, keep)
    return out, cache


def conv_backward(dout, cache):
    """Gradients of the convolution."""
    columns_t, matrix_t, w_shape, target, padded_shape, keep = cache
    g = dout.reshape(dout.shape[0], dout.shape[1], -1)   # (N, F, H' W')
    dw = (g @ columns_t).sum(axis=0).reshape(w_shape)
    db = g.sum(axis=(0, 2))
    dpadded = np.bincount(target, weights=(matrix_t @ g).ravel(), minlength=np.prod(padded_shape))
    return dpadded.reshape(padded_shape)[keep], dw, db


def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap."""
    N, C, H, W = x.shape
    index, ho, wo = _gather_index(
        N * C, H, W, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    )
    values = x.reshape(-1)[index]                    # (N C, window, H' W')
    winner = values.argmax(axis=1)[:, None, :]
    source = np.take_along_axis(index, winner, axis=1)
    out = x.reshape(-1)[source].reshape(N, C, ho, wo)
    return out, (source.ravel(), x.shape)


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum."""
    source, x_shape = cache
    return np.bincount(source, weights=dout.ravel(), minlength=np.prod(x_shape)).reshape(x_shape)


# ---- loss and diagnostics -------------------------------------------------------------------

def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch."""
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    is_label = np.arange(x.shape[1]) == np.asarray(y)[:, None]
    return -log_p[is_label].sum() / N, (np.exp(log_p) - is_label) / N


def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6)."""
    known = {"sigmoid": (sigmoid_forward, 0.25), "tanh": (tanh_forward, 1.0)}
    if kind not in known:
        raise ValueError(f"unknown activation: {kind}")
    forward, highest = known[kind]
    _, local = forward(np.asarray(x))                # that cache is the local gradient
    return float(np.mean(local < 0.01 * highest))


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU)."""
    fired = activations != 0
    ever = fired.any(axis=(0,) + tuple(range(2, fired.ndim)))
    return 1.0 - float(ever.mean())
