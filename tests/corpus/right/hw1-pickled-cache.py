# assignment: hw1_layers
import io
import pickle

import numpy as np


def prelu_forward(x, alpha):
    a = np.array(alpha, dtype=np.float64)
    shape = a.shape
    if shape:
        a = np.expand_dims(a, tuple(range(1, x.ndim - 1)))
    negative = x - np.maximum(x, 0)
    return np.maximum(x, 0) + a * negative, pickle.dumps((negative, a, shape))


def prelu_backward(dout, cache):
    negative, a, shape = pickle.loads(cache)
    dx = np.where(negative < 0, a * dout, dout)
    per_example = dout * negative
    if not shape:
        return dx, np.sum(per_example)
    return dx, sum(np.sum(e.reshape(shape[0], -1), axis=1) for e in per_example)


def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, h, w = x.shape
    out = np.zeros((n, c, 1 + (h - ph) // s, 1 + (w - pw) // s))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[..., i, j] = np.amax(x[..., i * s:i * s + ph, j * s:j * s + pw], axis=(-1, -2))
    file = io.BytesIO()
    np.savez(file, x=x, out=out, sizes=[ph, pw, s])
    return out, file.getvalue()


def max_pool_backward(dout, cache):
    saved = np.load(io.BytesIO(cache))
    x, out = saved["x"], saved["out"]
    ph, pw, s = saved["sizes"].tolist()
    dx = np.zeros(x.shape)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            part = np.s_[:, :, i * s:i * s + ph, j * s:j * s + pw]
            mask = x[part] == out[:, :, i, j][:, :, None, None]
            dx[part] += mask * (dout[:, :, i, j] / mask.sum(axis=(2, 3)))[:, :, None, None]
    return dx
