"""Caches are objects with methods; convolution and pooling by an index matrix (im2col)."""

import numpy as np


class Layer:
    def __init__(self, **kept):
        self.__dict__.update(kept)


def affine_forward(x, w, b):
    return np.dot(x.reshape(len(x), -1), w) + b[np.newaxis], Layer(x=x, w=w)


def affine_backward(dout, cache):
    flat = np.reshape(cache.x, (len(cache.x), -1))
    return np.dot(dout, cache.w.T).reshape(cache.x.shape), np.dot(flat.T, dout), np.sum(dout, 0)


class Elementwise(Layer):
    def backward(self, dout):
        return dout * self.slope


def _back(dout, cache):
    return cache.backward(dout)


def sigmoid_forward(x):
    with np.errstate(over="ignore"):
        out = 1.0 / (1.0 + np.exp(-x))
    return out, Elementwise(slope=out * (1 - out))


def tanh_forward(x):
    out = np.tanh(x)
    return out, Elementwise(slope=1 - out * out)


def relu_forward(x):
    out = x.copy()
    out[out < 0] = 0
    return out, Elementwise(slope=np.where(x > 0, 1.0, 0.0))


def leaky_relu_forward(x, alpha=0.01):
    return np.maximum(x, alpha * x), Elementwise(slope=np.where(x > 0, 1.0, alpha))


def elu_forward(x, alpha=1.0):
    with np.errstate(over="ignore"):
        e = np.exp(x)
    return np.where(x > 0, x, alpha * (e - 1)), Elementwise(slope=np.where(x > 0, 1.0, alpha * e))


sigmoid_backward = tanh_backward = relu_backward = leaky_relu_backward = elu_backward = _back


class PReLU(Layer):
    def backward(self, dout):
        low = np.where(self.x > 0, 0.0, self.x) * dout
        if self.alpha.ndim == 0:
            return np.where(self.x > 0, 1, self.wide) * dout, np.array(low.sum())
        axes = (0, *range(2, low.ndim))
        return np.where(self.x > 0, 1, self.wide) * dout, low.sum(axis=axes)


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha, dtype=float)
    wide = alpha
    if alpha.ndim:
        wide = np.expand_dims(alpha, tuple(range(1, x.ndim - 1)))
    return np.where(x > 0, x, wide * x), PReLU(x=x, alpha=alpha, wide=wide)


prelu_backward = _back


def maxout_forward(x, w, b):
    D, M, K = w.shape
    z = (x @ w.reshape(D, M * K) + b.reshape(-1)).reshape(-1, M, K)
    return z.max(2), Layer(x=x, w=w, z=z)


def maxout_backward(dout, cache):
    D, M, K = cache.w.shape
    dz = np.zeros_like(cache.z)
    np.put_along_axis(dz, cache.z.argmax(2)[..., None], dout[..., None], axis=2)
    flat = dz.reshape(-1, M * K)
    dx = flat @ cache.w.reshape(D, M * K).T
    return dx, (cache.x.T @ flat).reshape(D, M, K), dz.sum(0)


class Columns(Layer):
    """im2col: the flat indices of every window in the padded image."""

    def __init__(self, shape, high, wide, stride, pad):
        n, c, h, w = shape
        self.shape, self.pad = shape, pad
        self.rows, self.columns = (h + 2 * pad - high) // stride + 1, (w + 2 * pad - wide) // stride + 1
        i = np.arange(high)[:, None, None, None] + stride * np.arange(self.rows)[None, None, :, None]
        j = np.arange(wide)[None, :, None, None] + stride * np.arange(self.columns)
        self.index = (i * (w + 2 * pad) + j).reshape(high * wide, -1)

    def cut(self, x):
        p = self.pad
        padded = np.pad(x, ((0,), (0,), (p,), (p,)))
        return padded.reshape(*x.shape[:2], -1)[:, :, self.index]

    def paste(self, windows):
        n, c, h, w = self.shape
        p = self.pad
        flat = np.zeros((n, c, (h + 2 * p) * (w + 2 * p)))
        np.add.at(flat, (slice(None), slice(None), self.index), windows)
        return flat.reshape(n, c, h + 2 * p, w + 2 * p)[:, :, p:p + h, p:p + w]


def conv_forward(x, w, b, conv_param):
    cols = Columns(x.shape, w.shape[2], w.shape[3], conv_param["stride"], conv_param["pad"])
    windows = cols.cut(x)
    f, n = len(w), len(x)
    flat = windows.reshape(n, -1, windows.shape[-1])
    out = (w.reshape(f, -1) @ flat + b[:, None]).reshape(n, f, cols.rows, cols.columns)
    return out, (cols, flat, windows.shape, w)


def conv_backward(dout, cache):
    cols, flat, shape, w = cache
    n, f = dout.shape[:2]
    d = dout.reshape(n, f, -1)
    dw = (d @ flat.transpose(0, 2, 1)).sum(0).reshape(w.shape)
    dwindows = (w.reshape(f, -1).T @ d).reshape(shape)
    return cols.paste(dwindows), dw, d.sum((0, 2))


def max_pool_forward(x, pool_param):
    cols = Columns(
        x.shape, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"], 0
    )
    windows = cols.cut(x)
    out = windows.max(2).reshape(*x.shape[:2], cols.rows, cols.columns)
    return out, {"cols": cols, "winner": windows.argmax(2), "shape": windows.shape}


def max_pool_backward(dout, cache):
    windows = np.zeros(cache["shape"])
    np.put_along_axis(
        windows, cache["winner"][:, :, None], dout.reshape(*dout.shape[:2], 1, -1), axis=2
    )
    return cache["cols"].paste(windows)


def softmax_loss(x, y):
    shifted = (x.T - x.max(1)).T
    total = np.exp(shifted).sum(1)
    rows = range(len(y))
    p = (np.exp(shifted).T / total).T
    p[rows, y] -= 1.0
    return float(np.mean(np.log(total) - shifted[rows, y])), p / float(len(y))


def saturation_fraction(x, kind):
    forward = {"sigmoid": sigmoid_forward, "tanh": tanh_forward}
    if kind not in forward:
        raise ValueError(f"unknown kind: {kind}")
    slope = forward[kind](x)[1].slope
    return float(np.mean(slope < 0.01 * {"sigmoid": 0.25, "tanh": 1.0}[kind]))


def dead_relu_fraction(activations):
    n, units = activations.shape[:2]
    by_unit = np.moveaxis(activations, 1, 0).reshape(units, -1)
    return float((by_unit.max(axis=1) <= 0).mean())
