"""Every cache is a function: it takes the upstream gradient and gives the gradients back."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _run(dout, cache):
    return cache(dout)


def _pointwise(value, derivative):
    return value, lambda g: g * derivative


def affine_forward(x, w, b):
    X = x.reshape(len(x), -1)

    def back(g):
        return np.einsum("nm,dm->nd", g, w).reshape(x.shape), np.einsum("nd,nm->dm", X, g), np.einsum("nm->m", g)

    return np.einsum("nd,dm->nm", X, w) + b, back


def sigmoid_forward(x):
    s = np.exp(-np.logaddexp(0, -x))
    return _pointwise(s, s * np.exp(-np.logaddexp(0, x)))


def tanh_forward(x):
    return _pointwise(np.tanh(x), 4 * np.exp(-2 * np.logaddexp(x, -x)))


def relu_forward(x):
    return leaky_relu_forward(x, 0.0)


def leaky_relu_forward(x, alpha=0.01):
    return _pointwise(np.fmax(x, 0) + alpha * np.fmin(x, 0), (x > 0) + alpha * (x <= 0))


def elu_forward(x, alpha=1.0):
    below = np.expm1(np.where(x > 0, 0, x))
    return _pointwise(np.where(x > 0, x, alpha * below), np.where(x > 0, 1, alpha * below + alpha))


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha)
    letters = "ncij"[: x.ndim]
    slope = alpha if alpha.ndim == 0 else alpha[(slice(None),) + (None,) * (x.ndim - 2)]

    def back(g):
        dead = np.where(x > 0, 0, x)
        da = np.einsum(f"{letters},{letters}->{'c' if alpha.ndim else ''}", g, dead)
        return np.where(x > 0, g, g * slope), da

    return np.where(x > 0, x, x * slope), back


def maxout_forward(x, w, b):
    z = np.einsum("nd,dmk->nmk", x, w) + b
    top = np.argmax(z, -1)

    def back(g):
        G = np.where(np.arange(z.shape[-1]) == top[..., None], g[..., None], 0)
        return np.einsum("nmk,dmk->nd", G, w), np.einsum("nmk,nd->dmk", G, x), np.einsum("nmk->mk", G)

    return z.max(-1), back


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    hh, ww = w.shape[2:]
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    view = sliding_window_view(padded, (hh, ww), (2, 3))[:, :, ::s, ::s]
    n, c, oh, ow = view.shape[:4]
    columns = np.moveaxis(view, 1, 3).reshape(n * oh * ow, c * hh * ww)
    flat = columns @ w.reshape(len(w), -1).T + b

    def back(g):
        rows = np.moveaxis(g, 1, 3).reshape(-1, len(w))
        dview = np.moveaxis((rows @ w.reshape(len(w), -1)).reshape(n, oh, ow, c, hh, ww), 3, 1)
        dpadded = np.zeros(padded.shape)
        target = sliding_window_view(dpadded, (hh, ww), (2, 3), writeable=True)
        for place in np.ndindex(oh, ow):
            target[:, :, place[0] * s, place[1] * s] += dview[:, :, place[0], place[1]]
        dx = dpadded[:, :, p : p + x.shape[2], p : p + x.shape[3]]
        return dx, (rows.T @ columns).reshape(w.shape), rows.sum(0)

    return np.moveaxis(flat.reshape(n, oh, ow, -1), 3, 1), back


def max_pool_forward(x, pool_param):
    size, s = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    view = sliding_window_view(x, size, (2, 3))[:, :, ::s, ::s]
    flat = view.reshape(*view.shape[:4], -1)
    row, col = np.unravel_index(flat.argmax(-1), size)

    def back(g):
        n, c, i, j = np.indices(g.shape)
        where = np.ravel_multi_index((n, c, i * s + row, j * s + col), x.shape)
        return np.bincount(where.ravel(), g.ravel(), x.size).reshape(x.shape)

    return flat.max(-1), back


affine_backward = sigmoid_backward = tanh_backward = relu_backward = _run
leaky_relu_backward = prelu_backward = elu_backward = maxout_backward = _run
conv_backward = max_pool_backward = _run


def softmax_loss(x, y):
    logz = np.logaddexp.reduce(x, axis=1, keepdims=True)
    picked = np.take_along_axis(x, y[:, None], 1)
    grad = np.exp(x - logz)
    np.put_along_axis(grad, y[:, None], np.take_along_axis(grad, y[:, None], 1) - 1, 1)
    return float(np.mean(logz - picked)), grad / len(x)


def saturation_fraction(x, kind):
    try:
        layer, most = {"sigmoid": (sigmoid_forward, 1 / 4), "tanh": (tanh_forward, 1)}[kind]
    except KeyError:
        raise ValueError(f"no activation {kind!r}") from None
    gradient = layer(x)[1](1.0)
    return np.mean(gradient < most / 100)


def dead_relu_fraction(activations):
    units = np.swapaxes(activations, 0, 1).reshape(activations.shape[1], -1)
    return 1 - np.mean(units.any(axis=1))
