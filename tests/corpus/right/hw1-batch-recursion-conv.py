# assignment: hw1_layers
import numpy as np


def conv_forward(x, w, b, conv_param):
    """Image by image, filter by filter."""
    s, p = conv_param["stride"], conv_param["pad"]
    out = np.stack([np.stack([_plane(img, k, s, p) + bias for k, bias in zip(w, b)]) for img in x])
    return out, (x, w, s, p)


def _framed(img, p):
    c, h, v = img.shape
    return np.block([[[np.zeros((c, p, v + 2 * p))], [np.zeros((c, h, p)), img, np.zeros((c, h, p))], [np.zeros((c, p, v + 2 * p))]]][0]) if p else img


def _plane(img, kernel, s, p):
    big = _framed(img, p)
    _, hh, ww = kernel.shape
    return np.array([
        [np.vdot(big[:, i:i + hh, j:j + ww], kernel) for j in range(0, big.shape[2] - ww + 1, s)]
        for i in range(0, big.shape[1] - hh + 1, s)
    ])


def conv_backward(dout, cache):
    x, w, s, p = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[0])
    for n, img in enumerate(x):
        big, dbig = _framed(img, p), np.zeros_like(_framed(img, p))
        for f, kernel in enumerate(w):
            hh, ww = kernel.shape[1:]
            for i, row in enumerate(dout[n, f]):
                for j, g in enumerate(row):
                    part = (slice(None), slice(i * s, i * s + hh), slice(j * s, j * s + ww))
                    dbig[part] += g * kernel
                    dw[f] += g * big[part]
                    db[f] += g
        dx[n] = dbig[:, p:p + img.shape[1], p:p + img.shape[2]]
    return dx, dw, db
