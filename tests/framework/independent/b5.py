import numpy as np


def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b, (x, w)

def affine_backward(dout, cache):
    x, w = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(0)


def sigmoid_forward(x):
    e = np.exp(-abs(x))
    s = 1 / (1 + e)
    s = np.where(x < 0, e * s, s)
    return s, s

def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)


def tanh_forward(x):
    return (np.tanh(x),) * 2

def tanh_backward(dout, cache):
    return dout * (1 - cache**2)


def relu_forward(x):
    return np.maximum(0, x), x > 0

def relu_backward(dout, cache):
    return dout * cache


def leaky_relu_forward(x, alpha=0.01):
    m = np.where(x > 0, 1, alpha)
    return m * x, m

def leaky_relu_backward(dout, cache):
    return dout * cache


def prelu_forward(x, alpha):
    a = np.array(alpha)
    if a.ndim and x.ndim == 4:
        a = a[:, None, None]
    m = np.where(x > 0, 1, a)
    return m * x, (x, m, np.shape(alpha))

def prelu_backward(dout, cache):
    x, m, sh = cache
    da = dout * x * (x < 0)
    if sh:
        while da.ndim > 2:
            da = da.sum(-1)
        return dout * m, da.sum(0)
    return dout * m, da.sum()


def elu_forward(x, alpha=1.0):
    n = np.minimum(x, 0)
    return np.where(x > 0, x, alpha * np.expm1(n)), np.where(x > 0, 1, alpha * np.exp(n))

def elu_backward(dout, cache):
    return dout * cache


def maxout_forward(x, w, b):
    z = np.tensordot(x, w, 1) + b
    return z.max(2), (x, w, z.argmax(2))

def maxout_backward(dout, cache):
    x, w, k = cache
    N, M = dout.shape
    g = np.zeros((N, M, w.shape[2]))
    g[np.arange(N)[:, None], np.arange(M), k] = dout
    return np.tensordot(g, w, ([1, 2], [1, 2])), np.tensordot(x.T, g, 1), g.sum(0)


def conv_forward(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, h, v = w.shape
    X = np.pad(x, ((0,), (0,), (p,), (p,)))
    out = np.zeros((N, F, (H + 2*p - h)//s + 1, (W + 2*p - v)//s + 1))
    for i, j in np.ndindex(out.shape[2:]):
        out[:, :, i, j] = np.tensordot(X[:, :, i*s:i*s+h, j*s:j*s+v], w, ([1, 2, 3], [1, 2, 3])) + b
    return out, (X, w, s, p)

def conv_backward(dout, cache):
    X, w, s, p = cache
    h, v = w.shape[2:]
    dX, dw = np.zeros(X.shape), np.zeros(w.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        sl = np.s_[:, :, i*s:i*s+h, j*s:j*s+v]
        d = dout[:, :, i, j]
        dX[sl] += np.tensordot(d, w, 1)
        dw += np.tensordot(d.T, X[sl], 1)
    return dX[:, :, p:X.shape[2]-p, p:X.shape[3]-p], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, pool_param):
    h, v, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    rows = range(0, x.shape[2] - h + 1, s)
    cols = range(0, x.shape[3] - v + 1, s)
    out = np.array([[x[:, :, i:i+h, j:j+v].max((2, 3)) for j in cols] for i in rows])
    return out.transpose(2, 3, 0, 1), (x, h, v, s)

def max_pool_backward(dout, cache):
    x, h, v, s = cache
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        sl = np.s_[:, :, i*s:i*s+h, j*s:j*s+v]
        m = x[sl] == x[sl].max((2, 3), keepdims=True)
        dx[sl] += m * (dout[:, :, i, j] / m.sum((2, 3)))[:, :, None, None]
    return dx


def softmax_loss(x, y):
    r = np.arange(len(y))
    lp = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    dx = np.exp(lp)
    dx[r, y] -= 1
    return -lp[r, y].mean(), dx / len(y)


def saturation_fraction(x, kind):
    if kind == 'tanh':
        x = 2 * x
    elif kind != 'sigmoid':
        raise ValueError(kind)
    s = sigmoid_forward(x)[0]
    return (s * (1 - s) < .0025).mean()


def dead_relu_fraction(activations):
    a = activations
    return 1 - a.any(axis=(0, 2, 3) if a.ndim == 4 else 0).mean()
