"""HW1 -- layers. The functions are thin; the work is in the small classes on top."""
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


# ------------------------------------------------------------------ classes

class Elementwise:
    """An activation which stores its local slope at forward time."""

    def __init__(self, value, slope):
        self.value = value
        self.slope = slope

    def pull_back(self, dout):
        return dout * self.slope


class Logistic(Elementwise):
    peak = 0.25

    def __init__(self, x):
        z = np.exp(-np.abs(x))
        s = np.where(x >= 0, 1, z) / (1 + z)
        # s (1 - s), symmetric in x
        super().__init__(s, z / (1 + z) ** 2)


class Tanh(Elementwise):
    peak = 1.0

    def __init__(self, x):
        t = np.tanh(x)
        super().__init__(t, (1 - t) * (1 + t))


class Hinge(Elementwise):
    """x on the right of 0, `left * x` on the left. ReLU, leaky ReLU and PReLU in one."""

    def __init__(self, x, left):
        slope = np.where(x > 0, 1.0, left)
        super().__init__(x * slope, slope)


class Elu(Elementwise):
    def __init__(self, x, alpha):
        right = x > 0
        below = np.where(right, 0.0, x)
        super().__init__(np.where(right, x, alpha * np.expm1(below)),
                         np.where(right, 1.0, alpha * np.exp(below)))


class ChannelParameter:
    """A scalar or a (C,) vector that goes along axis 1 of an array."""

    def __init__(self, value):
        self.value = np.asarray(value)

    def spread(self, ndim):
        if self.value.shape == ():
            return self.value
        shape = [1] * ndim
        shape[1] = self.value.size
        return self.value.reshape(shape)

    def collect(self, grad):
        if self.value.shape == ():
            return np.asarray(grad.sum())
        others = tuple(ax for ax in range(grad.ndim) if ax != 1)
        return grad.sum(axis=others)


class Linear:
    """rows @ matrix + bias"""

    def __init__(self, rows, matrix, bias):
        self.rows, self.matrix = rows, matrix
        self.value = rows @ matrix + bias

    def pull_back(self, g):
        return g @ self.matrix.T, self.rows.T @ g, g.sum(0)


@dataclass
class Frame:
    """Where windows of a given size lie on a plane."""
    height: int
    width: int
    stride: int = 1

    def windows(self, images):
        """(N, C, H', W', height, width), a read-only view."""
        every = sliding_window_view(images, (self.height, self.width), axis=(2, 3))
        return every[:, :, ::self.stride, ::self.stride]


@dataclass
class Border:
    size: int

    def add(self, images):
        n, c, h, w = images.shape
        p = self.size
        framed = np.zeros((n, c, h + 2 * p, w + 2 * p), dtype=images.dtype)
        framed[:, :, p:p + h, p:p + w] = images
        return framed

    def remove(self, images):
        p = self.size
        h, w = images.shape[2:]
        return images[:, :, p:h - p, p:w - p]


class Convolution:
    def __init__(self, x, w, b, stride, pad):
        self.w = w
        self.border = Border(pad)
        self.frame = Frame(w.shape[2], w.shape[3], stride)
        self.framed = self.border.add(x)
        self.value = self._correlate(self.frame.windows(self.framed), w) + b[:, None, None]

    @staticmethod
    def _correlate(windows, w):
        return np.einsum('ncijuv,fcuv->nfij', windows, w, optimize=True)

    def pull_back(self, dout):
        windows = self.frame.windows(self.framed)
        dw = np.einsum('nfij,ncijuv->fcuv', dout, windows, optimize=True)
        db = np.einsum('nfij->f', dout)
        return self._dx(dout), dw, db

    def _dx(self, dout):
        # The transposed convolution: pull dout apart by the stride, put zeros around it, and
        # correlate with the filters turned by 180 degrees and with F and C swapped.
        n, f, rows, cols = dout.shape
        hh, ww, s = self.frame.height, self.frame.width, self.frame.stride
        height, width = self.framed.shape[2:]
        apart = np.zeros((n, f, height + hh - 1, width + ww - 1), dtype=dout.dtype)
        apart[:, :, hh - 1:hh - 1 + rows * s:s, ww - 1:ww - 1 + cols * s:s][:, :, :rows, :cols] = dout
        turned = self.w[:, :, ::-1, ::-1].swapaxes(0, 1)
        return self.border.remove(self._correlate(Frame(hh, ww).windows(apart), turned))


class MaxPool:
    def __init__(self, x, frame):
        self.shape = x.shape
        win = frame.windows(x)
        cells = win.reshape(win.shape[:4] + (-1,))
        best = cells.argmax(-1)
        self.value = cells.max(-1)
        # absolute coordinates of the winners
        r, q = np.divmod(best, frame.width)
        n, c, i, j = np.indices(best.shape, sparse=True)
        self.where = (n, c, i * frame.stride + r, j * frame.stride + q)

    def pull_back(self, dout):
        dx = np.zeros(self.shape)
        np.add.at(dx, self.where, dout)
        return dx


class Maxout:
    """One wide linear layer with M * K outputs, then the maximum over groups of K."""

    def __init__(self, x, w, b):
        self.wshape = w.shape
        self.linear = Linear(x, w.reshape(len(w), -1), b.ravel())
        groups = self.linear.value.reshape(len(x), *b.shape)
        self.value = groups.max(axis=-1)
        self.winner = np.eye(b.shape[1])[groups.argmax(axis=-1)]     # one-hot, (N, M, K)

    def pull_back(self, dout):
        g = self.winner * dout[..., None]
        dx, dw, db = self.linear.pull_back(g.reshape(len(g), -1))
        return dx, dw.reshape(self.wshape), db.reshape(self.wshape[1:])


class Scores:
    """Rows of class scores, as log probabilities."""

    def __init__(self, raw):
        centred = raw - raw.max(1)[:, None]
        self.log_p = centred - np.log(np.exp(centred).sum(1))[:, None]

    def loss(self, labels):
        return -np.take_along_axis(self.log_p, labels[:, None], axis=1).mean()

    def gradient(self, labels):
        n, classes = self.log_p.shape
        return (np.exp(self.log_p) - np.eye(classes)[labels]) / n


# ------------------------------------------------------------------ the homework's functions

def conv_forward(x, w, b, conv_param):
    layer = Convolution(x, w, b, **{k: conv_param[k] for k in ('stride', 'pad')})
    return layer.value, layer


def conv_backward(dout, cache):
    return cache.pull_back(dout)


def max_pool_forward(x, pool_param):
    frame = Frame(pool_param['pool_height'], pool_param['pool_width'], pool_param['stride'])
    layer = MaxPool(x, frame)
    return layer.value, layer


def max_pool_backward(dout, cache):
    return cache.pull_back(dout)


def affine_forward(x, w, b):
    layer = Linear(x.reshape(len(x), -1), w, b)
    return layer.value, (layer, x.shape)


def affine_backward(dout, cache):
    layer, shape = cache
    dx, dw, db = layer.pull_back(dout)
    return dx.reshape(shape), dw, db


def maxout_forward(x, w, b):
    layer = Maxout(x, w, b)
    return layer.value, layer


def maxout_backward(dout, cache):
    return cache.pull_back(dout)


def sigmoid_forward(x):
    act = Logistic(x)
    return act.value, act


def sigmoid_backward(dout, cache):
    return cache.pull_back(dout)


def tanh_forward(x):
    act = Tanh(x)
    return act.value, act


def tanh_backward(dout, cache):
    return cache.pull_back(dout)


def relu_forward(x):
    act = Hinge(x, 0.0)
    return act.value, act


def relu_backward(dout, cache):
    return cache.pull_back(dout)


def leaky_relu_forward(x, alpha=0.01):
    act = Hinge(x, alpha)
    return act.value, act


def leaky_relu_backward(dout, cache):
    return cache.pull_back(dout)


def prelu_forward(x, alpha):
    param = ChannelParameter(alpha)
    act = Hinge(x, param.spread(x.ndim))
    return act.value, (act, param, np.where(x > 0, 0, x))


def prelu_backward(dout, cache):
    act, param, by_alpha = cache
    return act.pull_back(dout), param.collect(dout * by_alpha)


def elu_forward(x, alpha=1.0):
    act = Elu(x, alpha)
    return act.value, act


def elu_backward(dout, cache):
    return cache.pull_back(dout)


def softmax_loss(x, y):
    scores = Scores(x)
    return scores.loss(y), scores.gradient(y)


def saturation_fraction(x, kind):
    known = {'sigmoid': Logistic, 'tanh': Tanh}
    if kind not in known:
        raise ValueError(f"kind is one of {sorted(known)}, got {kind!r}")
    act = known[kind](x)
    return np.mean(act.slope < act.peak / 100)


def dead_relu_fraction(activations):
    units = activations.swapaxes(0, 1)
    dead = [not unit.any() for unit in units]
    return sum(dead) / len(dead)
