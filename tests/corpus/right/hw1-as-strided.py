# assignment: hw1_layers
import numpy as np
from numpy.lib.stride_tricks import as_strided


def _windows(x, hh, ww, s):
    n, c, h, w = x.shape
    sn, sc, sh, sw = x.strides
    shape = (n, c, (h - hh) // s + 1, (w - ww) // s + 1, hh, ww)
    return as_strided(x, shape, (sn, sc, s * sh, s * sw, sh, sw))


def conv_forward(x, w, b, conv_param):
    p, s = conv_param["pad"], conv_param["stride"]
    n, c, h, wd = x.shape
    big = np.zeros((n, c, h + p + p, wd + p + p))
    big[:, :, p:p + h, p:p + wd] = x
    win = _windows(big, w.shape[2], w.shape[3], s)
    out = np.tensordot(win, w, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)
    out = np.ascontiguousarray(out)
    out += b[None, :, None, None]
    return out, (big, w, p, s, h, wd)


def conv_backward(dout, cache):
    big, w, p, s, h, wd = cache
    win = _windows(big, w.shape[2], w.shape[3], s)
    dw = np.tensordot(dout, win, ([0, 2, 3], [0, 2, 3]))
    # transposed convolution: dout with gaps of s - 1, correlated with the turned filter
    n, f, oh, ow = dout.shape
    _, c, hh, ww = w.shape
    wide = np.zeros((n, f, big.shape[2] + hh - 1, big.shape[3] + ww - 1))
    wide[:, :, hh - 1:hh - 1 + oh * s:s, ww - 1:ww - 1 + ow * s:s][:, :, :oh, :ow] = dout
    turned = w[:, :, ::-1, ::-1]
    dbig = np.tensordot(_windows(wide, hh, ww, 1), turned, ([1, 4, 5], [0, 2, 3])).transpose(0, 3, 1, 2)
    return dbig[:, :, p:p + h, p:p + wd], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    out = _windows(x, ph, pw, s).max(axis=(4, 5))
    return out, (x, out.copy(), ph, pw, s)


def max_pool_backward(dout, cache):
    """Equal maxima share evenly."""
    x, out, ph, pw, s = cache
    win = _windows(x, ph, pw, s)
    equal = win == out[..., None, None]
    part = equal * (dout / equal.sum(axis=(4, 5)))[..., None, None]
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * s:i * s + ph, j * s:j * s + pw] += part[:, :, i, j]
    return dx
