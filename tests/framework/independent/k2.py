import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    out = np.dot(np.reshape(x, (N, -1)), w)
    out += b[np.newaxis, :]
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    N = x.shape[0]
    db = np.sum(dout, axis=0)
    dw = np.dot(np.reshape(x, (N, -1)).T, dout)
    dx = np.reshape(np.dot(dout, w.T), x.shape)
    return dx, dw, db


def relu_forward(x):
    out = x.copy()
    out[out < 0] = 0
    return out, x


def relu_backward(dout, cache):
    x = cache
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def leaky_relu_forward(x, alpha=0.01):
    out = x.astype(float)
    neg = x <= 0
    out[neg] = alpha * out[neg]
    return out, (neg, alpha)


def leaky_relu_backward(dout, cache):
    neg, alpha = cache
    dx = dout.copy()
    dx[neg] *= alpha
    return dx


def prelu_forward(x, alpha):
    if np.ndim(alpha) == 1 and x.ndim == 4:
        a = np.reshape(alpha, (1, -1, 1, 1))
    else:
        a = alpha
    out = np.maximum(x, 0) + a * np.minimum(x, 0)
    return out, (x, alpha, a)


def prelu_backward(dout, cache):
    x, alpha, a = cache
    dx = dout * (x > 0) + a * dout * (x <= 0)
    each = dout * np.minimum(x, 0)
    if np.ndim(alpha) == 0:
        dalpha = np.sum(each)
    elif x.ndim == 4:
        dalpha = np.sum(each, axis=(0, 2, 3))
    else:
        dalpha = np.sum(each, axis=0)
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    pos = x > 0
    out = x.astype(float)
    # exp only of the negative ones, the others could overflow
    out[~pos] = alpha * (np.exp(out[~pos]) - 1)
    return out, (out.copy(), pos, alpha)


def elu_backward(dout, cache):
    out, pos, alpha = cache
    # alpha * e^x = out + alpha
    dx = dout.copy()
    dx[~pos] *= out[~pos] + alpha
    return dx


def sigmoid_forward(x):
    out = np.zeros(x.shape)
    p = x >= 0
    out[p] = 1 / (1 + np.exp(-x[p]))
    ex = np.exp(x[~p])
    out[~p] = ex / (1 + ex)
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    return dout * (s - s ** 2)


def tanh_forward(x):
    out = np.tanh(x)
    return out, out


def tanh_backward(dout, cache):
    t = cache
    return dout - dout * t ** 2


def conv_forward(x, w, b, conv_param):
    stride = conv_param['stride']
    pad = conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape

    # put x in the middle of a bigger array of zeros
    xp = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    xp[:, :, pad:pad + H, pad:pad + W] = x

    Hout = (H + 2 * pad - HH) // stride + 1
    Wout = (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, Hout, Wout))

    n = 0
    while n < N:
        f = 0
        while f < F:
            i = 0
            top = 0
            while i < Hout:
                j = 0
                left = 0
                while j < Wout:
                    out[n, f, i, j] = np.sum(xp[n, :, top:top + HH, left:left + WW] * w[f]) + b[f]
                    j += 1
                    left += stride
                i += 1
                top += stride
            f += 1
        n += 1

    return out, (xp, w, stride, pad, H, W)


def conv_backward(dout, cache):
    xp, w, stride, pad, H, W = cache
    F, C, HH, WW = w.shape
    N, _, Hout, Wout = dout.shape

    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(F)

    n = 0
    while n < N:
        i = 0
        top = 0
        while i < Hout:
            bottom = top + HH
            j = 0
            left = 0
            while j < Wout:
                right = left + WW
                f = 0
                while f < F:
                    g = dout[n, f, i, j]
                    db[f] += g
                    dw[f] += g * xp[n, :, top:bottom, left:right]
                    dxp[n, :, top:bottom, left:right] += g * w[f]
                    f += 1
                j += 1
                left += stride
            i += 1
            top += stride
        n += 1

    # cut off the padding
    dx = dxp[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    stride = pool_param['stride']
    N, C, H, W = x.shape
    Hout = (H - ph) // stride + 1
    Wout = (W - pw) // stride + 1
    out = np.zeros((N, C, Hout, Wout))
    # row and column in x of the maximum of every window
    where_r = np.zeros((N, C, Hout, Wout), dtype=int)
    where_c = np.zeros((N, C, Hout, Wout), dtype=int)

    n = 0
    while n < N:
        c = 0
        while c < C:
            i = 0
            while i < Hout:
                j = 0
                while j < Wout:
                    best_r = i * stride
                    best_c = j * stride
                    best = x[n, c, best_r, best_c]
                    r = i * stride
                    while r < i * stride + ph:
                        q = j * stride
                        while q < j * stride + pw:
                            if x[n, c, r, q] > best:
                                best = x[n, c, r, q]
                                best_r = r
                                best_c = q
                            q += 1
                        r += 1
                    out[n, c, i, j] = best
                    where_r[n, c, i, j] = best_r
                    where_c[n, c, i, j] = best_c
                    j += 1
                i += 1
            c += 1
        n += 1

    return out, (where_r, where_c, x.shape)


def max_pool_backward(dout, cache):
    where_r, where_c, shape = cache
    N, C, Hout, Wout = dout.shape
    dx = np.zeros(shape)
    n = 0
    while n < N:
        c = 0
        while c < C:
            i = 0
            while i < Hout:
                j = 0
                while j < Wout:
                    # += because windows may overlap
                    dx[n, c, where_r[n, c, i, j], where_c[n, c, i, j]] += dout[n, c, i, j]
                    j += 1
                i += 1
            c += 1
        n += 1
    return dx


def maxout_forward(x, w, b):
    scores = np.tensordot(x, w, axes=(1, 0)) + b    # (N, M, K)
    k = np.argmax(scores, axis=2)
    out = np.take_along_axis(scores, k[:, :, None], axis=2)[:, :, 0]
    return out, (x, w, k)


def maxout_backward(dout, cache):
    x, w, k = cache
    N, M = dout.shape
    ds = np.zeros((N, M, w.shape[2]))
    np.put_along_axis(ds, k[:, :, None], dout[:, :, None], axis=2)
    dx = np.tensordot(ds, w, axes=([1, 2], [1, 2]))
    dw = np.tensordot(x, ds, axes=(0, 0))
    db = np.sum(ds, axis=0)
    return dx, dw, db


def softmax_loss(x, y):
    N = x.shape[0]
    rows = np.arange(N)
    shifted = x - np.max(x, axis=1)[:, None]
    e = np.exp(shifted)
    total = np.sum(e, axis=1)
    loss = np.sum(np.log(total) - shifted[rows, y]) / N
    dx = e / total[:, None]
    dx[rows, y] -= 1
    dx /= N
    return loss, dx


def saturation_fraction(x, kind):
    if kind not in ('sigmoid', 'tanh'):
        raise ValueError('unknown kind: ' + str(kind))
    if kind == 'sigmoid':
        s, _ = sigmoid_forward(x)
        low = s * (1 - s) < 0.01 / 4
    else:
        low = 1 - np.tanh(x) ** 2 < 0.01
    return np.count_nonzero(low) / low.size


def dead_relu_fraction(activations):
    if activations.ndim == 4:
        peak = np.max(activations, axis=(0, 2, 3))
    else:
        peak = np.max(activations, axis=0)
    return np.sum(peak == 0) / peak.size
