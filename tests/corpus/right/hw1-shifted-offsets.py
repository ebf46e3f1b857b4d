# assignment: hw1_layers
import numpy as np

# Loop over the offsets inside a window, all windows at once.


def _shift(x, a, b, s, oh, ow):
    return x[:, :, a:a + s * (oh - 1) + 1:s, b:b + s * (ow - 1) + 1:s]


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    oh = (xp.shape[2] - w.shape[2]) // s + 1
    ow = (xp.shape[3] - w.shape[3]) // s + 1
    out = np.empty((x.shape[0], w.shape[0], oh, ow))
    out[...] = b[:, None, None]
    for a, c in np.ndindex(*w.shape[2:]):
        out += np.einsum("nchw,fc->nfhw", _shift(xp, a, c, s, oh, ow), w[:, :, a, c])
    return out, [xp, w, s, p]


def conv_backward(dout, cache):
    xp, w, s, p = cache
    oh, ow = dout.shape[2:]
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for a, c in np.ndindex(*w.shape[2:]):
        dw[:, :, a, c] = np.einsum("nfhw,nchw->fc", dout, _shift(xp, a, c, s, oh, ow))
        _shift(dxp, a, c, s, oh, ow)[...] += np.einsum("nfhw,fc->nchw", dout, w[:, :, a, c])
    h, v = xp.shape[2] - p, xp.shape[3] - p
    return dxp[:, :, p:h, p:v], dw, dout.sum(axis=(0, -1, -2))


def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    oh, ow = (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1
    out = np.full(x.shape[:2] + (oh, ow), -np.inf)
    which = np.zeros(out.shape, dtype=int)
    for k, (a, c) in enumerate(np.ndindex(ph, pw)):
        value = _shift(x, a, c, s, oh, ow)
        better = value >= out  # the last of equal maxima wins
        out = np.where(better, value, out)
        which[better] = k
    return out, (x.shape, which, ph, pw, s)


def max_pool_backward(dout, cache):
    shape, which, ph, pw, s = cache
    dx = np.zeros(shape)
    for k, (a, c) in enumerate(np.ndindex(ph, pw)):
        _shift(dx, a, c, s, *dout.shape[2:])[...] += np.where(which == k, dout, 0)
    return dx
