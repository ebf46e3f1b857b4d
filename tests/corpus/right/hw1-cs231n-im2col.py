# assignment: hw1_layers
import numpy as np


def _indices(shape, hh, ww, pad, stride):
    n, c, h, w = shape
    oh = (h + 2 * pad - hh) // stride + 1
    ow = (w + 2 * pad - ww) // stride + 1
    i0 = np.tile(np.repeat(np.arange(hh), ww), c)
    i1 = stride * np.repeat(np.arange(oh), ow)
    j0 = np.tile(np.arange(ww), hh * c)
    j1 = stride * np.tile(np.arange(ow), oh)
    k = np.repeat(np.arange(c), hh * ww).reshape(-1, 1)
    return k, i0.reshape(-1, 1) + i1, j0.reshape(-1, 1) + j1, oh, ow


def conv_forward(x, w, b, conv_param):
    pad, stride = conv_param["pad"], conv_param["stride"]
    f, c, hh, ww = w.shape
    k, i, j, oh, ow = _indices(x.shape, hh, ww, pad, stride)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    cols = xp[:, k, i, j].transpose(1, 2, 0).reshape(hh * ww * c, -1)
    res = w.reshape(f, -1).dot(cols) + b.reshape(-1, 1)
    out = res.reshape(f, oh, ow, x.shape[0]).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param.copy(), cols)


def conv_backward(dout, cache):
    x, w, b, conv_param, cols = cache
    pad, stride = conv_param["pad"], conv_param["stride"]
    f, c, hh, ww = w.shape
    n, _, h, wd = x.shape
    db = np.sum(dout, axis=(0, 2, 3))
    flat = dout.transpose(1, 2, 3, 0).reshape(f, -1)
    dw = flat.dot(cols.T).reshape(w.shape)
    dcols = w.reshape(f, -1).T.dot(flat)
    k, i, j, oh, ow = _indices(x.shape, hh, ww, pad, stride)
    dxp = np.zeros((n, c, h + 2 * pad, wd + 2 * pad))
    np.add.at(dxp, (slice(None), k, i, j), dcols.reshape(c * hh * ww, -1, n).transpose(2, 0, 1))
    if pad == 0:
        return dxp, dw, db
    return dxp[:, :, pad:-pad, pad:-pad], dw, db


def max_pool_forward(x, pool_param):
    ph, pw, stride = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    n, c, h, w = x.shape
    split = x.reshape(n * c, 1, h, w)
    k, i, j, oh, ow = _indices(split.shape, ph, pw, 0, stride)
    cols = split[:, k, i, j].transpose(1, 2, 0).reshape(ph * pw, -1)
    arg = np.argmax(cols, axis=0)
    best = cols[arg, np.arange(arg.size)]
    out = best.reshape(oh, ow, n, c).transpose(2, 3, 0, 1)
    return out, (x.shape, cols.shape, arg, (k, i, j))


def max_pool_backward(dout, cache):
    (n, c, h, w), shape, arg, (k, i, j) = cache
    dcols = np.zeros(shape)
    dcols[arg, np.arange(arg.size)] = dout.transpose(2, 3, 0, 1).flatten()
    dx = np.zeros((n * c, 1, h, w))
    np.add.at(dx, (slice(None), k, i, j), dcols.reshape(shape[0], -1, n * c).transpose(2, 0, 1))
    return dx.reshape(n, c, h, w)
