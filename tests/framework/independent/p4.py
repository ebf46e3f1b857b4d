# Convolution and pooling are linear (or a selection): index tables say which pixel goes where.
import numpy as np


class Memory:
    """What a layer remembers."""

    def __init__(self, **kept):
        self.__dict__.update(kept)


def gather_table(C, H, W, h, w, step):
    """Indices into a flat (C*H*W) image: one row for each window, one column for each entry."""
    ups = (H - h) // step + 1
    lefts = (W - w) // step + 1
    corner = (np.arange(ups) * step)[:, None] * W + np.arange(lefts) * step
    inside = np.arange(C)[:, None, None] * H * W + np.arange(h)[:, None] * W + np.arange(w)
    return corner.reshape(-1, 1) + inside.reshape(1, -1), ups, lefts


def scatter(values, table, size):
    """The transpose of gathering: adds each value to the pixel it came from."""
    result = np.zeros((len(values), size))
    for image, part in zip(result, values):
        np.add.at(image, table, part)
    return result


def affine_forward(x, w, b):
    return x.reshape(-1, len(w)) @ w + b[None], Memory(x=x, w=w)


def affine_backward(dout, cache):
    flat = cache.x.reshape(-1, len(cache.w))
    return np.reshape(dout @ cache.w.transpose(), cache.x.shape), flat.transpose() @ dout, np.ones(len(dout)) @ dout


def sigmoid_forward(x):
    y = (np.tanh(0.5 * x) + 1.0) * 0.5
    return y, Memory(y=y)


def sigmoid_backward(dout, cache):
    return cache.y * dout * (1.0 - cache.y)


def tanh_forward(x):
    y = np.tanh(x)
    return y, Memory(y=y)


def tanh_backward(dout, cache):
    return (1.0 + cache.y) * dout * (1.0 - cache.y)


def relu_forward(x):
    return (x + np.abs(x)) / 2, Memory(sign=np.sign(x))


def relu_backward(dout, cache):
    return np.where(cache.sign == 1, dout, 0)


def leaky_relu_forward(x, alpha=0.01):
    return np.maximum(x, alpha * x), Memory(sign=np.sign(x), alpha=alpha)


def leaky_relu_backward(dout, cache):
    return np.where(cache.sign == 1, dout, dout * cache.alpha)


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha, float)
    front = np.moveaxis(x, 1, -1)
    out = np.where(front > 0, front, front * alpha)
    return np.moveaxis(out, -1, 1), Memory(front=front, alpha=alpha)


def prelu_backward(dout, cache):
    g = np.moveaxis(dout, 1, -1)
    kept = cache.front > 0
    toward = (g * cache.front)
    toward[kept] = 0
    dalpha = toward.sum() if cache.alpha.shape == () else toward.reshape(-1, cache.alpha.size).sum(axis=0)
    return np.moveaxis(np.where(kept, g, g * cache.alpha), -1, 1), dalpha


def elu_forward(x, alpha=1.0):
    bent = alpha * np.expm1(-np.abs(x))
    return np.where(x > 0, x, bent), Memory(up=x > 0, slope=bent + alpha)


def elu_backward(dout, cache):
    return np.choose(cache.up, [cache.slope * dout, dout])


def maxout_forward(x, w, b):
    D, M, K = w.shape
    z = (x @ w.reshape(D, M * K)).reshape(-1, M, K) + b
    pick = z.argmax(axis=2)
    n, m = np.ogrid[: len(x), :M]
    return z[n, m, pick], Memory(x=x, w=w, pick=pick)


def maxout_backward(dout, cache):
    D, M, K = cache.w.shape
    spread = np.zeros((len(dout), M, K))
    n, m = np.ogrid[: len(dout), :M]
    spread[n, m, cache.pick] = dout
    flat = spread.reshape(len(dout), M * K)
    return flat @ cache.w.reshape(D, M * K).T, (cache.x.T @ flat).reshape(D, M, K), spread.sum(axis=0)


def conv_forward(x, w, b, conv_param):
    p = conv_param["pad"]
    F, C, h, k = w.shape
    wide = np.pad(x, ((0,), (0,), (p,), (p,)))
    table, ups, lefts = gather_table(*wide.shape[1:], h, k, conv_param["stride"])
    seen = wide.reshape(len(x), -1)[:, table]
    out = w.reshape(F, -1) @ seen.transpose(0, 2, 1)
    out += b[:, None]
    return out.reshape(len(x), F, ups, lefts), Memory(seen=seen, w=w, table=table, wide=wide.shape, p=p)


def conv_backward(dout, cache):
    F = len(cache.w)
    g = dout.reshape(len(dout), F, -1)
    dw = sum(one @ windows for one, windows in zip(g, cache.seen))
    back = g.transpose(0, 2, 1) @ cache.w.reshape(F, -1)
    N, C, H, W = cache.wide
    image = scatter(back, cache.table, C * H * W).reshape(cache.wide)
    return image[:, :, cache.p : H - cache.p, cache.p : W - cache.p], dw.reshape(cache.w.shape), g.sum(axis=(0, 2))


def max_pool_forward(x, pool_param):
    N, C, H, W = x.shape
    table, ups, lefts = gather_table(1, H, W, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    seen = x.reshape(N * C, H * W)[:, table]
    which = np.argmax(seen, axis=2)
    source = table[np.arange(len(table)), which]
    out = np.take_along_axis(seen, which[:, :, None], axis=2)
    return out.reshape(N, C, ups, lefts), Memory(shape=x.shape, source=source)


def max_pool_backward(dout, cache):
    N, C, H, W = cache.shape
    image = np.zeros((N * C, H * W))
    np.add.at(image, (np.arange(N * C)[:, None], cache.source), dout.reshape(N * C, -1))
    return image.reshape(cache.shape)


def softmax_loss(x, y):
    odds = np.exp(x - np.max(x, axis=1, keepdims=True))
    everybody = np.arange(y.size)
    share = odds / odds.sum(axis=1, keepdims=True)
    shifted = x - np.max(x, axis=1, keepdims=True)
    loss = np.mean(np.log(odds.sum(axis=1)) - shifted[everybody, y])
    share[everybody, y] -= 1.0
    return loss, share / y.size


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError("kind must be 'sigmoid' or 'tanh'")
    # 1 - tanh^2 is at most 1; the sigmoid's gradient is a quarter of that at half the input
    steep = 1 - np.tanh(x if kind == "tanh" else np.divide(x, 2)) ** 2
    return float(np.sum(steep < 0.01) / steep.size)


def dead_relu_fraction(activations):
    alive = activations != 0
    while alive.ndim > 2:
        alive = alive.any(axis=-1)
    return float(np.mean(~alive.any(axis=0)))
