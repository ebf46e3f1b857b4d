"""Network layers.

Design: there are two kinds of cache.

* Layers with parameters keep a NamedTuple of what they need (``AffineCache`` and so on).
* Activations keep a ``Local``, which is just the local slope and knows how to apply it.

The geometry of sliding windows lives in one class, ``WindowGrid``, used by convolution and pooling.
"""

from collections import namedtuple
from typing import Callable, NamedTuple

import numpy as np

AffineCache = namedtuple("AffineCache", "flat weights original_shape")
MaxoutCache = namedtuple("MaxoutCache", "inputs weights chosen")
ConvCache = namedtuple("ConvCache", "grid columns kernels image_shape crop")
PoolCache = namedtuple("PoolCache", "grid picks image_shape")


class Local(NamedTuple):
    """The local slope of an elementwise layer, computed on demand."""

    slope: Callable[[], np.ndarray]

    def pull(self, upstream):
        return upstream * self.slope()


class ChannelParam:
    """A parameter that is one number or one number a channel (axis 1 of the data)."""

    def __init__(self, value, data_ndim):
        self.value = np.array(value, dtype=float)
        self.per_channel = self.value.ndim == 1
        self.data_ndim = data_ndim

    def spread(self):
        """The parameter, ready to be multiplied with the data."""
        if not self.per_channel:
            return self.value
        return np.expand_dims(self.value, tuple(range(1, self.data_ndim - 1)))

    def gather(self, contributions):
        """The opposite of spread: add up what belongs to the same number."""
        total = contributions
        if not self.per_channel:
            return np.asarray(total.sum())
        for _ in range(self.data_ndim - 2):
            total = total.sum(axis=-1)
        return total.sum(axis=0)


class WindowGrid:
    """All windows of a given size and stride in an image of a given size.

    ``index[k, l]`` is the position, in a flattened H*W plane, of the k-th cell of the l-th window.
    """

    def __init__(self, plane, window, stride):
        self.plane = plane
        self.counts = tuple((size - win) // stride + 1 for size, win in zip(plane, window))
        cell_r, cell_c = (axis.ravel() for axis in np.indices(window))
        win_r, win_c = (axis.ravel() * stride for axis in np.indices(self.counts))
        self.index = (cell_r[:, None] + win_r) * plane[1] + (cell_c[:, None] + win_c)

    @property
    def cells(self):
        return self.index.shape[0]

    @property
    def windows(self):
        return self.index.shape[1]

    def unfold(self, images):
        """(N, C, H, W) -> (N, C, cells, windows)"""
        planes = images.reshape(images.shape[:2] + (-1,))
        return planes[:, :, self.index]

    def fold(self, pieces):
        """(N, C, cells, windows) -> (N, C, H, W); cells of several windows are added up."""
        planes = np.zeros(pieces.shape[:2] + (self.plane[0] * self.plane[1],))
        for where, piece in zip(self.index, np.moveaxis(pieces, 2, 0)):
            # within one row of the index (the same cell of all windows) nothing repeats
            planes[:, :, where] += piece
        return planes.reshape(pieces.shape[:2] + self.plane)

    def as_image(self, per_window):
        return per_window.reshape(per_window.shape[:2] + self.counts)

    def as_list(self, image):
        return image.reshape(image.shape[:2] + (self.windows,))


class Padding:
    """Adds a border of zeros, and takes it off again."""

    def __init__(self, width):
        self.width = width

    def add(self, images):
        n, c, h, w = images.shape
        framed = np.zeros((n, c, h + 2 * self.width, w + 2 * self.width))
        self.remove(framed)[...] = images
        return framed

    def remove(self, framed):
        h, w = framed.shape[2:]
        return framed[:, :, self.width:h - self.width, self.width:w - self.width]


# --- layers on windows ----------------------------------------------------------------------------


def max_pool_forward(x, pool_param):
    """Max pooling; cell 0 of a tie wins, because argmax takes the first."""
    window = (pool_param["pool_height"], pool_param["pool_width"])
    grid = WindowGrid(x.shape[2:], window, pool_param["stride"])
    cells = grid.unfold(x)
    picks = cells.argmax(axis=2, keepdims=True)
    out = grid.as_image(np.take_along_axis(cells, picks, axis=2))
    return out, PoolCache(grid, picks, x.shape)


def max_pool_backward(dout, cache):
    grid = cache.grid
    is_pick = np.arange(grid.cells)[:, None] == cache.picks
    return grid.fold(is_pick * grid.as_list(dout)[:, :, None, :])


def conv_forward(x, w, b, conv_param):
    """Convolution as im2col: (F, C*HH*WW) times (N, C*HH*WW, windows)."""
    padding = Padding(conv_param["pad"])
    framed = padding.add(x)
    grid = WindowGrid(framed.shape[2:], w.shape[2:], conv_param["stride"])
    columns = grid.unfold(framed).reshape(len(x), -1, grid.windows)
    kernels = w.reshape(len(w), -1)
    out = grid.as_image(np.matmul(kernels, columns) + b[:, None])
    return out, ConvCache(grid, columns, kernels, w.shape, padding.remove)


def conv_backward(dout, cache):
    grid, columns, kernels, w_shape, crop = cache
    upstream = grid.as_list(dout)
    dw = np.matmul(upstream, columns.swapaxes(1, 2)).sum(axis=0).reshape(w_shape)
    db = upstream.sum(axis=2).sum(axis=0)
    dcolumns = np.matmul(kernels.T, upstream)
    dframed = grid.fold(dcolumns.reshape(len(dout), w_shape[1], grid.cells, grid.windows))
    return crop(dframed).copy(), dw, db


# --- linear layers --------------------------------------------------------------------------------


def affine_forward(x, w, b):
    flat = x.reshape(x.shape[0], w.shape[0])
    return np.matmul(flat, w) + b, AffineCache(flat, w, x.shape)


def affine_backward(dout, cache):
    dflat = np.matmul(dout, cache.weights.T)
    dw = np.matmul(cache.flat.T, dout)
    return dflat.reshape(cache.original_shape), dw, dout.sum(0)


def maxout_forward(x, w, b):
    # the pieces go to the front: (K, N, M)
    w_first = np.moveaxis(w, 2, 0)
    heights = np.matmul(x, w_first) + b.T[:, None, :]
    return np.amax(heights, axis=0), MaxoutCache(x, w_first, heights.argmax(axis=0))


def maxout_backward(dout, cache):
    dx = np.zeros(cache.inputs.shape)
    dw, db = [], []
    for k, piece in enumerate(cache.weights):
        # every piece is an affine layer that sees the gradient only where it was chosen
        as_affine = AffineCache(cache.inputs, piece, cache.inputs.shape)
        dx_k, dw_k, db_k = affine_backward(np.where(cache.chosen == k, dout, 0.0), as_affine)
        dx += dx_k
        dw.append(dw_k)
        db.append(db_k)
    return dx, np.stack(dw, axis=-1), np.stack(db, axis=-1)


# --- activations ----------------------------------------------------------------------------------


def _two_sided(x, left_slope):
    """The slope 1 right of 0 and ``left_slope`` elsewhere, as a function without arguments."""
    positive = x > 0

    def slope():
        return np.where(positive, 1.0, left_slope)

    return slope


def relu_forward(x):
    return np.where(x > 0, x, 0), Local(_two_sided(x, 0.0))


def relu_backward(dout, cache):
    return cache.pull(dout)


def leaky_relu_forward(x, alpha=0.01):
    return np.where(x > 0, x, alpha * x), Local(_two_sided(x, alpha))


def leaky_relu_backward(dout, cache):
    return cache.pull(dout)


def elu_forward(x, alpha=1.0):
    decay = np.exp(np.where(x > 0, 0, x))
    out = np.where(x > 0, x, alpha * (decay - 1))
    return out, Local(_two_sided(x, alpha * decay))


def elu_backward(dout, cache):
    return cache.pull(dout)


def prelu_forward(x, alpha):
    param = ChannelParam(alpha, x.ndim)
    slope = _two_sided(x, param.spread())

    def back(upstream):
        by_alpha = np.where(x > 0, 0.0, x)
        return upstream * slope(), param.gather(upstream * by_alpha)

    return x * slope(), back


def prelu_backward(dout, cache):
    return cache(dout)


def _logistic(x):
    """Both sigmoid(x) and sigmoid(-x), from the exponential that is at most 1."""
    small = np.exp(-np.abs(x))
    near_one, near_zero = 1 / (1 + small), small / (1 + small)
    return np.where(x >= 0, near_one, near_zero), np.where(x >= 0, near_zero, near_one)


def sigmoid_forward(x):
    right, left = _logistic(x)
    return right, Local(lambda: left * (1 - left))


def sigmoid_backward(dout, cache):
    return cache.pull(dout)


def tanh_forward(x):
    out = np.tanh(x)
    return out, Local(lambda: (1 - out) * (1 + out))


def tanh_backward(dout, cache):
    return cache.pull(dout)


# --- loss -----------------------------------------------------------------------------------------


class LogSoftmax:
    def __init__(self, scores):
        gap = scores - np.amax(scores, axis=-1)[:, np.newaxis]
        self.log_p = gap - np.log(np.sum(np.exp(gap), axis=-1))[:, np.newaxis]

    def nll(self, labels):
        return -np.take_along_axis(self.log_p, labels[:, np.newaxis], axis=1)

    def residual(self, labels):
        p = np.exp(self.log_p)
        np.subtract.at(p, (np.arange(len(labels)), labels), 1.0)
        return p


def softmax_loss(x, y):
    model = LogSoftmax(x)
    return np.mean(model.nll(y)), model.residual(y) / len(x)


# --- diagnostics ----------------------------------------------------------------------------------

Watched = namedtuple("Watched", "forward steepest")

WATCHED = {
    "sigmoid": Watched(sigmoid_forward, 1 / 4),
    "tanh": Watched(tanh_forward, 1.0),
}


def saturation_fraction(x, kind):
    try:
        watched = WATCHED[kind]
    except KeyError:
        raise ValueError(f"kind is {kind!r}, expected one of {sorted(WATCHED)}") from None
    _, local = watched.forward(x)
    return np.mean(local.slope() < watched.steepest / 100)


def dead_relu_fraction(activations):
    alive = activations != 0
    while alive.ndim > 2:
        alive = alive.any(axis=-1)
    return 1.0 - alive.any(axis=0).mean()
