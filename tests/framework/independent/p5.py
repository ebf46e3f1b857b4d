import numpy as np
from numpy.lib.stride_tricks import as_strided
from types import SimpleNamespace as Box

# ---- plane helpers: everything about images is a "valid" correlation of two stacks of planes


def corr(a, k, step=1):
    # a (N,C,H,W) with k (F,C,h,w), no padding
    N, C, H, W = a.shape
    F, _, h, w = k.shape
    a = np.ascontiguousarray(a)
    sn, sc, sh, sw = a.strides
    shape = (N, (H - h) // step + 1, (W - w) // step + 1, C, h, w)
    blocks = as_strided(a, shape, (sn, sh * step, sw * step, sc, sh, sw), writeable=False)
    return np.tensordot(blocks, k, axes=((3, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)


def spread_out(g, step, tall, wide):
    # zeros between the gradients, and where the stride does not reach
    z = np.zeros(g.shape[:2] + (tall, wide))
    z[:, :, : (g.shape[2] - 1) * step + 1 : step, : (g.shape[3] - 1) * step + 1 : step] = g
    return z


def conv_forward(x, w, b, conv_param):
    q = conv_param["pad"]
    xp = np.pad(x, ((0, 0), (0, 0), (q, q), (q, q)))
    y = corr(xp, w, conv_param["stride"]) + b.reshape(1, -1, 1, 1)
    return y, Box(xp=xp, w=w, q=q, step=conv_param["stride"])


def conv_backward(dout, cache):
    xp, w, q = cache.xp, cache.w, cache.q
    h, k = w.shape[2:]
    z = spread_out(dout, cache.step, xp.shape[2] - h + 1, xp.shape[3] - k + 1)
    # dw: images and gradients trade the batch for the channels
    dw = corr(xp.swapaxes(0, 1), z.swapaxes(0, 1)).swapaxes(0, 1)
    around = np.pad(z, ((0, 0), (0, 0), (h - 1, h - 1), (k - 1, k - 1)))
    dxp = corr(around, np.flip(w, (2, 3)).swapaxes(0, 1))
    return dxp[:, :, q : dxp.shape[2] - q, q : dxp.shape[3] - q], dw, np.einsum("nfij->f", dout)


def max_pool_forward(x, pool_param):
    h, k, step = (pool_param[n] for n in ("pool_height", "pool_width", "stride"))
    rows = 1 + (x.shape[2] - h) // step
    cols = 1 + (x.shape[3] - k) // step
    y = np.full(x.shape[:2] + (rows, cols), -np.inf)
    at = np.zeros(y.shape + (2,), int)
    for i in range(rows):
        for j in range(cols):
            for u in range(i * step, i * step + h):
                for v in range(j * step, j * step + k):
                    more = x[:, :, u, v] > y[:, :, i, j]
                    y[:, :, i, j][more] = x[:, :, u, v][more]
                    at[:, :, i, j][more] = u, v
    return y, Box(at=at, shape=x.shape)


def max_pool_backward(dout, cache):
    dx = np.zeros(cache.shape)
    for spot in np.ndindex(dout.shape):
        u, v = cache.at[spot]
        dx[spot[0], spot[1], u, v] += dout[spot]
    return dx


# ---- dense

def affine_forward(x, w, b):
    z = np.vstack([one.ravel() for one in x])
    return b + z @ w, Box(z=z, w=w, shape=x.shape)


def affine_backward(dout, cache):
    return (dout @ cache.w.T).reshape(cache.shape), (dout.T @ cache.z).T, dout.sum(0)


def maxout_forward(x, w, b):
    every = np.stack([affine_forward(x, w[..., k], b[..., k])[0] for k in range(w.shape[-1])])
    return every.max(0), Box(x=x, w=w, win=every.argmax(0))


def maxout_backward(dout, cache):
    found = [
        affine_backward(dout * (cache.win == k), Box(z=cache.x, w=cache.w[..., k], shape=cache.x.shape))
        for k in range(cache.w.shape[-1])
    ]
    dxs, dws, dbs = zip(*found)
    return sum(dxs), np.stack(dws, -1), np.stack(dbs, -1)


# ---- activations: remember the local derivative

def keep(y, d):
    return y, Box(d=d)


def times(dout, cache):
    return np.multiply(dout, cache.d)


def sigmoid_forward(x):
    t = np.exp(np.minimum(x, -x))
    y = np.where(x > 0, 1, t) / (1 + t)
    return keep(y, y * (1 - y))


def tanh_forward(x):
    t = np.exp(-2 * np.abs(x))
    y = np.sign(x) * (1 - t) / (1 + t)
    return keep(y, 4 * t / (1 + t) ** 2)


def relu_forward(x):
    return keep(x.clip(0), np.heaviside(x, 0))


def leaky_relu_forward(x, alpha=0.01):
    d = alpha + (1 - alpha) * np.heaviside(x, 0)
    return keep(x * d, d)


def elu_forward(x, alpha=1.0):
    t = np.exp(x.clip(max=0))
    up = np.heaviside(x, 0)
    return keep(x.clip(0) + alpha * np.expm1(x.clip(max=0)), up + (1 - up) * alpha * t)


sigmoid_backward = tanh_backward = relu_backward = leaky_relu_backward = elu_backward = times


def prelu_forward(x, alpha):
    a = np.array(alpha, float)
    bend = a.reshape(a.shape + (1,) * (x.ndim - 2)) if a.ndim else a
    d = np.where(x > 0, np.ones_like(bend), bend)
    return x * d, Box(d=d, low=x.clip(max=0), many=a.ndim)


def prelu_backward(dout, cache):
    pull = np.multiply(dout, cache.low).swapaxes(0, 1)
    return times(dout, cache), pull.reshape(len(pull), -1).sum(1) if cache.many else np.sum(pull)


def softmax_loss(x, y):
    s = x - x.max(axis=1, keepdims=True)
    z = np.log(np.sum(np.exp(s), axis=1, keepdims=True))
    right = np.arange(x.shape[1]) == y[:, np.newaxis]
    return np.mean((z - s)[right]), (np.exp(s - z) - right) / x.shape[0]


def saturation_fraction(x, kind):
    forwards = dict(sigmoid=sigmoid_forward, tanh=tanh_forward)
    if kind not in forwards:
        raise ValueError(kind)
    at_zero = forwards[kind](np.zeros(1))[1].d
    return float(np.mean(forwards[kind](np.asarray(x))[1].d < at_zero / 100))


def dead_relu_fraction(activations):
    u = np.moveaxis(activations, 1, 0).reshape(activations.shape[1], -1)
    return float(np.mean(np.count_nonzero(u, axis=1) == 0))
