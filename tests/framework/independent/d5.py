import numpy as np


def affine_forward(x, w, b):
    """out = x w + b"""
    N = x.shape[0]
    D = w.shape[0]
    out = x.reshape(N, D).dot(w) + b
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    N = x.shape[0]
    D = w.shape[0]
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(N, D).T.dot(dout)
    db = np.ones(N).dot(dout)
    return dx, dw, db


def relu_forward(x):
    mask = x > 0
    return x * mask, mask


def relu_backward(dout, cache):
    mask = cache
    dx = np.zeros(dout.shape)
    dx[mask] = dout[mask]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    neg = x <= 0
    out = x.astype(float)      # astype copies
    out[neg] *= alpha
    return out, (neg, alpha)


def leaky_relu_backward(dout, cache):
    neg, alpha = cache
    dx = dout.astype(float)
    dx[neg] *= alpha
    return dx


def prelu_forward(x, alpha):
    pos = x > 0
    neg = ~pos
    a = np.array(alpha, dtype=float)
    # same shape as x, one slope per element
    if a.shape == ():
        full = np.full(x.shape, a)
    else:
        full = np.zeros(x.shape)
        for c in range(a.shape[0]):
            full[:, c] = a[c]
    out = pos * x + neg * full * x
    return out, (x, a, full, pos, neg)


def prelu_backward(dout, cache):
    x, a, full, pos, neg = cache
    dx = pos * dout + neg * full * dout
    if a.shape == ():
        return dx, np.sum(dout[neg] * x[neg])
    dalpha = np.zeros(a.shape)
    for c in range(a.shape[0]):
        m = neg[:, c]
        dalpha[c] = np.sum(dout[:, c][m] * x[:, c][m])
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    neg = x <= 0
    out = x.astype(float)
    out[neg] = alpha * np.expm1(x[neg])
    return out, (x, neg, alpha)


def elu_backward(dout, cache):
    x, neg, alpha = cache
    dx = dout.astype(float)
    dx[neg] = dx[neg] * alpha * np.exp(x[neg])
    return dx


def sigmoid_forward(x):
    pos = x >= 0
    neg = ~pos
    out = np.zeros(x.shape)
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    ex = np.exp(x[neg])
    out[neg] = ex / (1 + ex)
    return out, out


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)


def tanh_forward(x):
    # divide top and bottom by e^(2x) where x is positive
    pos = x > 0
    neg = ~pos
    out = np.zeros(x.shape)
    out[pos] = -np.expm1(-2 * x[pos]) / (1 + np.exp(-2 * x[pos]))
    out[neg] = np.expm1(2 * x[neg]) / (np.exp(2 * x[neg]) + 1)
    return out, out


def tanh_backward(dout, cache):
    return dout - dout * cache * cache


def maxout_forward(x, w, b):
    N, D = x.shape
    _, M, K = w.shape
    z = np.zeros((N, M, K))
    for m in range(M):
        z[:, m, :] = x.dot(w[:, m, :]) + b[m]
    out = np.max(z, axis=2)
    mask = z == out[:, :, None]
    return out, (x, w, mask)


def maxout_backward(dout, cache):
    x, w, mask = cache
    # equal pieces share
    share = mask / mask.sum(axis=2, keepdims=True)
    dz = share * dout[:, :, None]
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    for m in range(w.shape[1]):
        dx += dz[:, m, :].dot(w[:, m, :].T)
        dw[:, m, :] = x.T.dot(dz[:, m, :])
    db = dz.sum(axis=0)
    return dx, dw, db


def conv_forward(x, w, b, conv_param):
    s = conv_param['stride']
    p = conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    Ho = (H + 2 * p - HH) // s + 1
    Wo = (W + 2 * p - WW) // s + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((N, F, Ho, Wo))
    for n in range(N):
        for f in range(F):
            for i in range(Ho):
                for j in range(Wo):
                    patch = xpad[n, :, i*s:i*s+HH, j*s:j*s+WW]
                    out[n, f, i, j] = np.sum(patch * w[f]) + b[f]
    return out, (x, w, b, s, p)


def conv_backward(dout, cache):
    x, w, b, s, p = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    N, F, Ho, Wo = dout.shape
    xpad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxpad = np.zeros(xpad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            for i in range(Ho):
                for j in range(Wo):
                    g = dout[n, f, i, j]
                    db[f] += g
                    dw[f] += g * xpad[n, :, i*s:i*s+HH, j*s:j*s+WW]
                    dxpad[n, :, i*s:i*s+HH, j*s:j*s+WW] += g * w[f]
    if p == 0:
        dx = dxpad
    else:
        dx = dxpad[:, :, p:-p, p:-p]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    s = pool_param['stride']
    N, C, H, W = x.shape
    Ho = (H - ph) // s + 1
    Wo = (W - pw) // s + 1
    out = np.zeros((N, C, Ho, Wo))
    masks = {}
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i*s:i*s+ph, j*s:j*s+pw]
            top = np.max(win, axis=(2, 3), keepdims=True)
            out[:, :, i, j] = top[:, :, 0, 0]
            masks[i, j] = win == top
    return out, (masks, x.shape, ph, pw, s)


def max_pool_backward(dout, cache):
    masks, shape, ph, pw, s = cache
    dx = np.zeros(shape)
    for (i, j), mask in masks.items():
        # a tie: everyone gets the same part
        count = mask.sum(axis=(2, 3), keepdims=True)
        g = dout[:, :, i:i+1, j:j+1]
        dx[:, :, i*s:i*s+ph, j*s:j*s+pw] += g * mask / count
    return dx


def softmax_loss(x, y):
    N, C = x.shape
    correct = np.arange(C) == y.reshape(N, 1)     # mask of the labels
    z = x - x.max(axis=1).reshape(N, 1)
    e = np.exp(z)
    total = e.sum(axis=1)
    loss = np.sum(np.log(total) - z[correct]) / N
    dx = e / total.reshape(N, 1)
    dx[correct] -= 1
    return loss, dx / N


def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        s, _ = sigmoid_forward(x)
        mask = s * (1 - s) < 0.0025
    elif kind == 'tanh':
        t, _ = tanh_forward(x)
        mask = 1 - t * t < 0.01
    else:
        raise ValueError('kind has to be sigmoid or tanh')
    return mask.sum() / mask.size


def dead_relu_fraction(activations):
    C = activations.shape[1]
    dead = np.zeros(C, dtype=bool)
    for c in range(C):
        dead[c] = np.all(activations[:, c] == 0)
    return dead.sum() / C
