import numpy as np


def softmax_loss(x, y):
    n = np.arange(y.size)
    z = x - x[n, x.argmax(1)][:, np.newaxis]
    p = np.exp(z)
    norm = p.sum(1)
    nll = np.log(norm) - z[n, y]
    p /= norm[:, np.newaxis]
    np.subtract.at(p, (n, y), 1)
    return nll.mean(), p / y.size


def affine_forward(x, w, b):
    out = np.einsum('nd,dm->nm', x.reshape(-1, w.shape[0]), w)
    return out + b[np.newaxis], [x, w]


def affine_backward(dout, cache):
    x, w = cache
    X = x.reshape(-1, w.shape[0])
    return (np.einsum('nm,dm->nd', dout, w).reshape(x.shape),
            np.einsum('nd,nm->dm', X, dout),
            np.einsum('nm->m', dout))


# indices of all entries below all windows:
# rows[p, q] and cols[p, q] with p = output position, q = place in the window
def window_indices(H, W, hh, ww, stride):
    oh = (H - hh) // stride + 1
    ow = (W - ww) // stride + 1
    pi, pj = np.unravel_index(np.arange(oh * ow), (oh, ow))
    qi, qj = np.unravel_index(np.arange(hh * ww), (hh, ww))
    rows = stride * pi[:, None] + qi[None, :]
    cols = stride * pj[:, None] + qj[None, :]
    return rows, cols, oh, ow


def conv_forward(x, w, b, conv_param):
    p = conv_param['pad']
    N, C, H, W = x.shape
    F, _, hh, ww = w.shape
    xp = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], mode='constant')
    rows, cols, oh, ow = window_indices(H + 2 * p, W + 2 * p, hh, ww, conv_param['stride'])
    patches = xp[:, :, rows, cols]                       # N, C, P, Q
    out = np.einsum('ncpq,fcq->nfp', patches, w.reshape(F, C, hh * ww), optimize=True)
    out = out + b[:, np.newaxis]
    return out.reshape(N, F, oh, ow), [patches, w, rows, cols, xp.shape, p]


def conv_backward(dout, cache):
    patches, w, rows, cols, padded_shape, p = cache
    F, C, hh, ww = w.shape
    d = dout.reshape(dout.shape[0], F, -1)
    dw = np.einsum('nfp,ncpq->fcq', d, patches, optimize=True).reshape(w.shape)
    dpatches = np.einsum('nfp,fcq->ncpq', d, w.reshape(F, C, -1), optimize=True)
    dxp = np.zeros(padded_shape)
    np.add.at(dxp, (slice(None), slice(None), rows, cols), dpatches)
    keep_h = np.arange(p, padded_shape[2] - p)
    keep_w = np.arange(p, padded_shape[3] - p)
    dx = dxp[:, :, keep_h[:, None], keep_w]
    return dx, dw, d.sum((0, 2))


def max_pool_forward(x, pool_param):
    N, C, H, W = x.shape
    rows, cols, oh, ow = window_indices(H, W, pool_param['pool_height'],
                                        pool_param['pool_width'], pool_param['stride'])
    patches = x[:, :, rows, cols]
    best = patches.argmax(-1)                            # N, C, P
    pos = np.arange(oh * ow)
    r, c = rows[pos, best], cols[pos, best]
    n, ch = np.ogrid[:N, :C]
    where = (n[..., None], ch[..., None], r, c)
    return x[where].reshape(N, C, oh, ow), [where, x.shape]


def max_pool_backward(dout, cache):
    where, shape = cache
    dx = np.zeros(shape)
    np.add.at(dx, where, dout.reshape(where[2].shape))
    return dx


def maxout_forward(x, w, b):
    z = np.einsum('nd,dmk->nmk', x, w) + b
    k = z.argmax(-1)
    n, m = np.indices(k.shape)
    return z[n, m, k], [x, w, n, m, k]


def maxout_backward(dout, cache):
    x, w, n, m, k = cache
    dx, dwT, db = np.zeros(x.shape), np.zeros(w.shape[1:] + w.shape[:1]), np.zeros(w.shape[1:])
    # won[n, m] is the weight vector of the piece that won
    won = w.transpose(1, 2, 0)[m, k]
    np.add.at(dx, n, dout[..., None] * won)
    np.add.at(dwT, (m, k), dout[..., None] * x[n])
    np.add.at(db, (m, k), dout)
    return dx, dwT.transpose(2, 0, 1), db


def sigmoid_forward(x):
    out = np.empty(x.shape)
    pos = x >= 0
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    e = np.exp(x[~pos])
    out[~pos] = e / (1 + e)
    return out, [out]


def sigmoid_backward(dout, cache):
    s, = cache
    return dout * (s * (1 - s))


def tanh_forward(x):
    t = np.tanh(x)
    return t, [t]


def tanh_backward(dout, cache):
    t, = cache
    return dout - dout * np.square(t)


def relu_forward(x):
    out = x.copy()
    out[x < 0] = 0
    return out, [np.nonzero(x > 0)]


def relu_backward(dout, cache):
    alive, = cache
    dx = np.zeros(dout.shape)
    dx[alive] = dout[alive]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    neg = np.nonzero(x <= 0)
    out = np.array(x, dtype=float)
    out[neg] *= alpha
    return out, [neg, alpha]


def leaky_relu_backward(dout, cache):
    neg, alpha = cache
    dx = np.array(dout, dtype=float)
    dx[neg] *= alpha
    return dx


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha, dtype=float)
    neg = np.nonzero(x <= 0)
    # the slope that belongs to each entry of x[neg]: its channel is the second index
    slopes = alpha[neg[1]] if alpha.shape else alpha
    out = np.array(x, dtype=float)
    out[neg] *= slopes
    return out, [neg, slopes, x[neg], alpha.shape]


def prelu_backward(dout, cache):
    neg, slopes, xneg, ashape = cache
    dx = np.array(dout, dtype=float)
    dx[neg] *= slopes
    dalpha = np.zeros(ashape)
    np.add.at(dalpha, neg[1] if ashape else (), dout[neg] * xneg if ashape else dout[neg] @ xneg)
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    neg = np.nonzero(x <= 0)
    out = np.array(x, dtype=float)
    out[neg] = alpha * np.expm1(out[neg])
    return out, [neg, alpha * np.exp(x[neg])]


def elu_backward(dout, cache):
    neg, slope = cache
    dx = np.array(dout, dtype=float)
    dx[neg] *= slope
    return dx


def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        s = sigmoid_forward(np.ravel(x))[0]
        relative = s * (1 - s) / 0.25
    elif kind == 'tanh':
        relative = 1 - np.tanh(np.ravel(x)) ** 2
    else:
        raise ValueError(kind)
    return np.flatnonzero(relative < 0.01).size / relative.size


def dead_relu_fraction(activations):
    units = activations.shape[1]
    alive = np.unique(np.nonzero(activations)[1])
    return 1 - alive.size / units
