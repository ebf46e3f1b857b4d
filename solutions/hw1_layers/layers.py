"""Layers of a convolutional network, forward and backward, in NumPy.

Every ``*_forward`` returns ``(out, cache)``; the matching ``*_backward`` takes the upstream
gradient ``dout`` (shaped like ``out``) and the cache, and returns the gradients of the inputs.
Arrays are float64, those you are given and those you return; only labels are whole numbers.
"""

import numpy as np


def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row.

    x: (N, d_1, ..., d_k), w: (D, M) with D = d_1 * ... * d_k, b: (M,)
    Returns (out, cache) with out: (N, M).
    """
    # BEGIN SOLUTION
    rows = x.reshape(x.shape[0], -1)
    return rows @ w + b, (x, w)
    # END SOLUTION


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    # BEGIN SOLUTION
    x, w = cache
    rows = x.reshape(x.shape[0], -1)
    return (dout @ w.T).reshape(x.shape), rows.T @ dout, dout.sum(axis=0)
    # END SOLUTION


def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x.

    x of any shape. For x far below 0, exp(-x) overflows: find a form that does not.
    """
    # BEGIN SOLUTION
    small = np.exp(-np.abs(x))  # never overflows
    # equivalent: at 0 small is 1
    out = np.where(x >= 0, 1, small) / (1 + small)
    return out, out
    # END SOLUTION


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    return dout * cache * (1 - cache)
    # END SOLUTION


def tanh_forward(x):
    """Hyperbolic tangent: out = (exp(2x) - 1) / (exp(2x) + 1), element by element, for any x."""
    # BEGIN SOLUTION
    out = np.tanh(x)
    return out, out
    # END SOLUTION


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    return dout * (1 - cache**2)
    # END SOLUTION


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    # BEGIN SOLUTION
    return np.maximum(0, x), x
    # END SOLUTION


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    # equivalent: at the kink every number between the two slopes is a subgradient
    return np.where(cache > 0, dout, 0)
    # END SOLUTION


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    # BEGIN SOLUTION
    # equivalent: at 0 both are 0
    return np.where(x > 0, x, alpha * x), (x, alpha)
    # END SOLUTION


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    x, alpha = cache
    # equivalent: at the kink either slope is right
    return np.where(x > 0, dout, alpha * dout)
    # END SOLUTION


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned.

    x: (N, C) or (N, C, H, W); alpha: a number (shape ()), or one slope a channel, (C,). It is
    learned, so it may become any number: negative, 0, or above 1.
    Returns (out, cache) with out shaped like x.
    """
    # BEGIN SOLUTION
    slope = _along_channels(alpha, x.ndim)
    # equivalent: at 0 both are 0
    return np.where(x > 0, x, slope * x), (x, alpha)
    # END SOLUTION


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    # BEGIN SOLUTION
    x, alpha = cache
    # equivalent: at the kink either slope is right
    dx = np.where(x > 0, dout, _along_channels(alpha, x.ndim) * dout)
    # equivalent: at 0 both are 0
    each = np.where(x > 0, 0, x * dout)
    shared = tuple(axis for axis in range(x.ndim) if axis != 1 or np.ndim(alpha) == 0)
    return dx, each.sum(axis=shared)
    # END SOLUTION


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere.

    Exact and silent for any x.
    """
    # BEGIN SOLUTION
    # equivalent: above 0 it is not used: the bound only keeps it from overflow
    below = alpha * np.expm1(np.minimum(x, 0))
    # equivalent: at 0 both are 0
    return np.where(x > 0, x, below), (x, alpha)
    # END SOLUTION


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    # BEGIN SOLUTION
    x, alpha = cache
    # equivalent: as in the forward; at the kink either slope is right
    return dout * np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0)))
    # END SOLUTION


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces.

    x: (N, D), w: (D, M, K), b: (M, K); out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])
    Returns (out, cache) with out: (N, M).
    """
    # BEGIN SOLUTION
    pieces = np.tensordot(x, w, axes=1) + b  # (N, M, K)
    return pieces.max(axis=2), (x, w, pieces.argmax(axis=2))
    # END SOLUTION


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db).

    Where several pieces are equal, their shares sum to the upstream gradient.
    """
    # BEGIN SOLUTION
    x, w, winner = cache
    dpieces = dout[:, :, None] * (winner[:, :, None] == np.arange(w.shape[2]))  # (N, M, K)
    dx = np.tensordot(dpieces, w, axes=((1, 2), (1, 2)))
    return dx, np.tensordot(x, dpieces, axes=(0, 0)), dpieces.sum(axis=0)
    # END SOLUTION


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W'), H' = (H + 2 pad - HH) // stride + 1; rows and
    columns at the end that no whole window reaches are left over.
    """
    # BEGIN SOLUTION
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _padded(x, pad)
    patches = _windows(padded, w.shape[2], w.shape[3], stride)  # (N, C, H', W', HH, WW)
    n, _, rows, columns = patches.shape[:4]
    matrix = patches.transpose(0, 1, 4, 5, 2, 3).reshape(n, -1, rows * columns)  # a patch a column
    out = w.reshape(len(w), -1) @ matrix + b[:, None]  # (N, F, H' W')
    return out.reshape(n, -1, rows, columns), (matrix, padded.shape, w, stride, pad)
    # END SOLUTION


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dout: (N, F, H', W'). Returns (dx, dw, db), shaped like x, w and b.
    """
    # BEGIN SOLUTION
    matrix, padded_shape, w, stride, pad = cache
    n, f, rows, columns = dout.shape
    flat = dout.reshape(n, f, -1)  # (N, F, H' W')
    dw = (flat @ matrix.transpose(0, 2, 1)).sum(axis=0)
    dpatches = (w.reshape(f, -1).T @ flat).reshape(n, *w.shape[1:], rows, columns)
    dpadded = np.zeros(padded_shape, dtype=dout.dtype)
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            place = dpadded[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride]
            place += dpatches[:, :, i, j]
    height, width = padded_shape[2:]
    dx = dpadded[:, :, pad : height - pad, pad : width - pad]
    return dx, dw.reshape(w.shape), dout.sum(axis=(0, 2, 3))
    # END SOLUTION


def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap.

    x: (N, C, H, W), pool_param: {'pool_height', 'pool_width', 'stride'}
    Returns (out, cache) with out: (N, C, H', W'), H' = (H - pool_height) // stride + 1; rows and
    columns at the end that no whole window reaches are left over.
    """
    # BEGIN SOLUTION
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    patches = _windows(x, height, width, pool_param["stride"])
    flat = patches.reshape(*patches.shape[:4], -1)  # (N, C, H', W', height * width)
    return flat.max(axis=-1), (x.shape, flat.argmax(axis=-1), pool_param)
    # END SOLUTION


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum.

    Where several are equal, their shares sum to the window's gradient.
    dout: (N, C, H', W'). Returns dx: (N, C, H, W).
    """
    # BEGIN SOLUTION
    shape, winners, pool_param = cache
    stride = pool_param["stride"]
    i, j = np.divmod(winners, pool_param["pool_width"])
    # equivalent: dense indices are the same ones, repeated
    n, c, row, column = np.indices(winners.shape, sparse=True)
    dx = np.zeros(shape, dtype=dout.dtype)
    np.add.at(dx, (n, c, row * stride + i, column * stride + j), dout)
    return dx
    # END SOLUTION


def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    # BEGIN SOLUTION
    n = np.arange(len(x))
    shifted = x - x.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dx = np.exp(log_p)
    dx[n, y] -= 1
    return -log_p[n, y].mean(), dx / len(x)
    # END SOLUTION


def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6).

    x: the inputs of the activation, of any shape; kind: 'sigmoid' or 'tanh'. An input counts where
    the local gradient is below 1 % of its maximum (1/4 for the sigmoid, 1 for tanh).
    Returns a number in [0, 1]. Raises ValueError for any other kind.
    """
    # BEGIN SOLUTION
    if kind == "sigmoid":
        out, _ = sigmoid_forward(x)
        # equivalent: no drawn input lies on the bound itself
        return np.mean(out * (1 - out) < 0.01 / 4)
    if kind == "tanh":
        # equivalent: no drawn input lies on the bound itself
        return np.mean(1 - np.tanh(x) ** 2 < 0.01)
    raise ValueError(f"kind should be 'sigmoid' or 'tanh', not {kind!r}")
    # END SOLUTION


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU).

    activations: outputs of ReLU, (N, D) with D units, or (N, C, H, W) with C units, each dead where
    it is 0 at every pixel of every image. Returns a number in [0, 1].
    """
    # BEGIN SOLUTION
    others = tuple(axis for axis in range(activations.ndim) if axis != 1)
    return np.mean(np.all(activations == 0, axis=others))
    # END SOLUTION


# BEGIN SOLUTION
def _padded(x, pad):
    """Images with zeros around them; a tenth of the time of ``np.pad`` where they are small."""
    n, c, height, width = x.shape
    padded = np.zeros((n, c, height + 2 * pad, width + 2 * pad), dtype=x.dtype)
    padded[:, :, pad : pad + height, pad : pad + width] = x
    return padded


def _windows(x, height, width, stride):
    """All windows of an image as a view: (N, C, H, W) -> (N, C, H', W', height, width)."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (height, width), axis=(2, 3))
    return windows[:, :, ::stride, ::stride]


def _along_channels(alpha, ndim):
    """A slope a channel, (C,) -> (1, C, 1, ...), to broadcast; a number -> (1, 1, ...)."""
    return np.reshape(alpha, (1, -1, *[1] * (ndim - 2)))


# END SOLUTION
