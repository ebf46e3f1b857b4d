# assignment: hw1_layers
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _pad(x, p):
    return np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])


def conv_forward(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    win = sliding_window_view(_pad(x, p), w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = np.einsum("nchvij,fcij->nfhv", win, w) + b[:, None, None]
    return out, {"windows": win, "w": w, "shape": x.shape, "s": s, "p": p}


def conv_backward(dout, cache):
    w, s, p = cache["w"], cache["s"], cache["p"]
    n, c, height, width = cache["shape"]
    dw = np.einsum("nfhv,nchvij->fcij", dout, cache["windows"])
    dx = np.zeros((n, c, height + 2 * p, width + 2 * p))
    rows, cols = dout.shape[2:]
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            view = dx[:, :, i:i + s * rows:s, j:j + s * cols:s][:, :, :rows, :cols]
            view += np.einsum("nfhv,fc->nchv", dout, w[:, :, i, j])
    return dx[:, :, p:p + height, p:p + width].copy(), dw, np.einsum("nfhv->f", dout)


def max_pool_forward(x, pool_param):
    size = pool_param["pool_height"], pool_param["pool_width"]
    s = pool_param["stride"]
    win = sliding_window_view(x, size, axis=(2, 3))[:, :, ::s, ::s]
    flat = win.reshape(win.shape[:4] + (-1,))
    return flat.max(axis=-1), (flat.argmax(axis=-1), x.shape, size, s)


def max_pool_backward(dout, cache):
    best, shape, (ph, pw), s = cache
    n, c, h, v = np.indices(best.shape)
    dx = np.zeros(shape)
    np.add.at(dx, (n, c, h * s + best // pw, v * s + best % pw), dout)
    return dx


def maxout_forward(x, w, b):
    scores = np.einsum("nd,dmk->nmk", x, w) + b
    pick = scores.argmax(-1)[..., None]
    return np.take_along_axis(scores, pick, -1)[..., 0], [x, w, pick]


def maxout_backward(dout, cache):
    x, w, pick = cache
    g = np.zeros((x.shape[0],) + w.shape[1:])
    np.put_along_axis(g, pick, dout[..., None], -1)
    return np.einsum("nmk,dmk->nd", g, w), np.einsum("nmk,nd->dmk", g, x), np.einsum("nmk->mk", g)
