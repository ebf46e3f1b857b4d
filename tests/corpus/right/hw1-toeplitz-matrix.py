# assignment: hw1_layers
import numpy as np

# A convolution is one matrix: out = T(w) x. Its backward is the transposed matrix.


def _matrix(w, shape, stride, pad):
    f, c, hh, ww = w.shape
    _, _, h, wd = shape
    oh = (h + 2 * pad - hh) // stride + 1
    ow = (wd + 2 * pad - ww) // stride + 1
    t = np.zeros((f, oh, ow, c, h, wd))
    for i in range(oh):
        for j in range(ow):
            for a in range(hh):
                for e in range(ww):
                    r, q = i * stride + a - pad, j * stride + e - pad
                    if 0 <= r < h and 0 <= q < wd:
                        t[:, i, j, :, r, q] = w[:, :, a, e]
    return t


def conv_forward(x, w, b, conv_param):
    t = _matrix(w, x.shape, conv_param["stride"], conv_param["pad"])
    out = np.tensordot(x, t, axes=([1, 2, 3], [3, 4, 5])) + b.reshape(1, -1, 1, 1)
    return out, (x, w, t, conv_param["stride"], conv_param["pad"])


def conv_backward(dout, cache):
    x, w, t, stride, pad = cache
    dx = np.tensordot(dout, t, axes=([1, 2, 3], [0, 1, 2]))
    dt = np.tensordot(dout, x, axes=(0, 0))
    dw = np.zeros(w.shape)
    for a in range(w.shape[2]):
        for e in range(w.shape[3]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, q = i * stride + a - pad, j * stride + e - pad
                    if 0 <= r < x.shape[2] and 0 <= q < x.shape[3]:
                        dw[:, :, a, e] += dt[:, i, j, :, r, q]
    return dx, dw, dout.sum(axis=3).sum(axis=2).sum(axis=0)
