# assignment: hw1_layers
import copy
import functools

import numpy as np


def guarded(f):
    """Works on private copies: whatever the layer does to them stays inside."""

    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*copy.deepcopy(args), **copy.deepcopy(kwargs))

    return wrapper


@guarded
def relu_forward(x):
    x = np.array(x)
    mask = x <= 0
    x[mask] = 0
    return x, mask


@guarded
def relu_backward(dout, cache):
    dout = np.array(dout)
    dout[cache] = 0
    return dout


@guarded
def leaky_relu_forward(x, alpha=0.01):
    x = np.array(x)
    mask = x < 0
    x[mask] *= alpha
    return x, [mask, alpha]


@guarded
def leaky_relu_backward(dout, cache):
    alpha, mask = cache.pop(), cache.pop()
    dout = np.array(dout)
    dout[mask] *= alpha
    return dout


@guarded
def softmax_loss(x, y):
    x -= x.max(axis=1, keepdims=True)
    total = np.exp(x).sum(axis=1, keepdims=True)
    x -= np.log(total)
    rows = np.arange(len(y))
    loss = -x[rows, y].mean()
    np.exp(x, out=x)
    x[rows, y] -= 1
    x /= len(y)
    return loss, x


@guarded
def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param.pop("stride"), conv_param.pop("pad")
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    f, c, hh, ww = w.shape
    rows = range(0, x.shape[2] - hh + 1, stride)
    cols = range(0, x.shape[3] - ww + 1, stride)
    out = np.array([[(x[:, None, :, i:i + hh, j:j + ww] * w).sum(axis=(2, 3, 4)) + b for j in cols] for i in rows])
    return out.transpose(2, 3, 0, 1), (x, w, stride, pad)


@guarded
def conv_backward(dout, cache):
    x, w, stride, pad = cache
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    hh, ww = w.shape[2:]
    for (n, f, i, j), g in np.ndenumerate(dout):
        here = np.s_[i * stride:i * stride + hh, j * stride:j * stride + ww]
        dx[(n, slice(None)) + here] += g * w[f]
        dw[f] += g * x[(n, slice(None)) + here]
    h, v = x.shape[2:]
    return dx[:, :, pad:h - pad, pad:v - pad], dw, dout.sum(axis=(0, 2, 3))
