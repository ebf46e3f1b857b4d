import numpy as np

dot = np.tensordot


def affine_forward(x, w, b):
    t = w.reshape(x.shape[1:] + w.shape[1:])
    return dot(x, t, x.ndim - 1) + b, (x, t, w.shape)


def affine_backward(dout, cache):
    x, t, s = cache
    return dot(dout, t, (1, t.ndim - 1)), dot(x, dout, (0, 0)).reshape(s), dout.sum(0)


def maxout_forward(x, w, b):
    z = dot(x, w, 1) + b
    return z.max(2), (x, w, z.argmax(2))


def maxout_backward(dout, cache):
    x, w, k = cache
    g = np.zeros(k.shape + w.shape[2:])
    np.add.at(g, (*np.indices(k.shape), k), dout)
    return dot(g, w, ((1, 2), (1, 2))), dot(x, g, (0, 0)), g.sum(0)


def softmax_loss(x, y):
    i = np.arange(len(y))
    lp = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    dx = np.exp(lp)
    np.add.at(dx, (i, y), -1)
    return -lp[i, y].mean(), dx / len(y)


def _offsets(hh, ww, ho, wo, s):
    for i in range(hh):
        for j in range(ww):
            yield i, j, np.s_[:, :, i:i + s * (ho - 1) + 1:s, j:j + s * (wo - 1) + 1:s]


def conv_forward(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    hh, ww = w.shape[2:]
    ho, wo = (xp.shape[2] - hh) // s + 1, (xp.shape[3] - ww) // s + 1
    out = np.zeros((len(x), ho, wo, len(w))) + b
    for i, j, at in _offsets(hh, ww, ho, wo, s):
        out += dot(xp[at], w[:, :, i, j], (1, 1))
    return np.moveaxis(out, 3, 1), (xp, w, s, p)


def conv_backward(dout, cache):
    xp, w, s, p = cache
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for i, j, at in _offsets(*w.shape[2:], *dout.shape[2:], s):
        dxp[at] += np.moveaxis(dot(dout, w[:, :, i, j], (1, 0)), 3, 1)
        dw[:, :, i, j] = dot(dout, xp[at], ((0, 2, 3), (0, 2, 3)))
    h, v = xp.shape[2:]
    return dxp[:, :, p:h - p, p:v - p], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, pool_param):
    ph, pw, s = (pool_param[k] for k in ('pool_height', 'pool_width', 'stride'))
    ho, wo = (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1
    n, c, r, q = np.indices(x.shape[:2] + (ho, wo))
    r *= s
    q *= s
    di, dj = np.zeros_like(r), np.zeros_like(q)
    out = None
    for i, j, at in _offsets(ph, pw, ho, wo, s):
        v = x[at]
        if out is None:
            out = v.copy()
        m = v > out
        np.copyto(out, v, where=m)
        np.copyto(di, i, where=m)
        np.copyto(dj, j, where=m)
    return out, (x.shape, (n, c, r + di, q + dj))


def max_pool_backward(dout, cache):
    shape, at = cache
    dx = np.zeros(shape)
    np.add.at(dx, at, dout)
    return dx


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    return np.exp(np.minimum(x, 0)) / (1 + e), e / (1 + e) ** 2


def tanh_forward(x):
    e = np.expm1(2 * np.clip(x, -20, 20))
    return e / (e + 2), 4 * (e + 1) / (e + 2) ** 2


def relu_forward(x):
    return x.clip(0), np.heaviside(x, 0)


def leaky_relu_forward(x, alpha=0.01):
    return np.maximum(x, alpha * x), np.heaviside(x, 0) * (1 - alpha) + alpha


def elu_forward(x, alpha=1.0):
    e = np.expm1(np.minimum(x, 0))
    return np.maximum(x, 0) + alpha * e, np.where(x > 0, 1, alpha * (e + 1))


def _times_slope(dout, cache):
    return dout * cache


def sigmoid_backward(dout, cache):
    return _times_slope(dout, cache)


def tanh_backward(dout, cache):
    return _times_slope(dout, cache)


def relu_backward(dout, cache):
    return _times_slope(dout, cache)


def leaky_relu_backward(dout, cache):
    return _times_slope(dout, cache)


def elu_backward(dout, cache):
    return _times_slope(dout, cache)


def prelu_forward(x, alpha):
    a = np.reshape(alpha, (-1,) + (1,) * (x.ndim - 2))
    k = np.where(x > 0, 1, a)
    return k * x, (k, np.minimum(x, 0), np.shape(alpha))


def prelu_backward(dout, cache):
    k, low, s = cache
    da = np.zeros(s)
    np.add.at(da, np.indices(low.shape)[1] if s else (), dout * low if s else dot(dout, low, low.ndim))
    return dout * k, da


def saturation_fraction(x, kind):
    scale = {'sigmoid': 1, 'tanh': 2}.get(kind)
    if scale is None:
        raise ValueError(kind)
    return float((4 * sigmoid_forward(scale * np.asarray(x))[1] < .01).mean())


def dead_relu_fraction(activations):
    return float((np.count_nonzero(np.moveaxis(activations, 1, 0).reshape(activations.shape[1], -1), 1) == 0).mean())
