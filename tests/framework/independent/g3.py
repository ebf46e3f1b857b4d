import numpy as np
from itertools import chain, product, repeat


# A window is where it lands in the output (r, c) and what it sees of the image (two slices).
# Both convolution and pooling only ever walk over these.

def starts(length, size, step):
    """0, step, 2 step, ... as long as a window of this size still fits."""
    yield from range(0, length - size + 1, step)


def windows(height, width, wh, ww, step):
    for (r, top), (c, left) in product(enumerate(starts(height, wh, step)),
                                       enumerate(starts(width, ww, step))):
        yield r, c, slice(top, top + wh), slice(left, left + ww)


def count(iterator):
    return sum(1 for _ in iterator)


def max_pool_forward(x, pool_param):
    ph, pw, step = (pool_param[k] for k in ('pool_height', 'pool_width', 'stride'))
    n, ch, height, width = x.shape
    out = np.empty((n, ch, count(starts(height, ph, step)), count(starts(width, pw, step))), x.dtype)
    for r, c, rows, cols in windows(height, width, ph, pw, step):
        out[..., r, c] = x[..., rows, cols].max(axis=(2, 3))
    return out, (x, out, (ph, pw, step))


def max_pool_backward(dout, cache):
    x, out, geometry = cache
    dx = np.zeros(x.shape)
    for r, c, rows, cols in windows(*x.shape[2:], *geometry):
        hit = x[..., rows, cols] == out[..., r, c][..., None, None]
        # several equal maxima split the gradient evenly
        share = dout[..., r, c] / hit.sum(axis=(2, 3))
        dx[..., rows, cols] += hit * share[..., None, None]
    return dx


def conv_forward(x, w, b, conv_param):
    step, pad = conv_param['stride'], conv_param['pad']
    frame = ((0, 0), (0, 0), (pad, pad), (pad, pad))
    big = np.pad(x, frame, mode='constant')
    geometry = (*big.shape[2:], *w.shape[2:], step)
    columns = (np.tensordot(big[..., rows, cols], w, axes=([1, 2, 3], [1, 2, 3])) + b
               for _, _, rows, cols in windows(*geometry))
    hout = count(starts(big.shape[2], w.shape[2], step))
    wout = count(starts(big.shape[3], w.shape[3], step))
    # windows come row by row, so the stacked pixels only need folding
    out = np.stack(list(columns), axis=-1).reshape(len(x), len(w), hout, wout)
    return out, (big, w, geometry, pad)


def conv_backward(dout, cache):
    big, w, geometry, pad = cache
    dbig, dw = np.zeros(big.shape), np.zeros(w.shape)
    for r, c, rows, cols in windows(*geometry):
        g = dout[..., r, c]                                     # (N, F)
        dw += np.tensordot(g, big[..., rows, cols], axes=(0, 0))
        dbig[..., rows, cols] += np.tensordot(g, w, axes=(1, 0))
    inner = (slice(pad, size - pad) for size in big.shape[2:])
    return dbig[(..., *inner)], dw, dout.sum(axis=(0, 2, 3))


def affine_forward(x, w, b):
    out = np.stack([example.reshape(-1) @ w + b for example in x])
    return out, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    dx = np.stack([(w @ g).reshape(example.shape) for g, example in zip(dout, x)])
    dw = sum(np.outer(example, g) for g, example in zip(dout, x))
    db = sum(dout, np.zeros(b.shape))
    return dx, dw, db


def pieces(w, b):
    """The K affine maps of a maxout layer, one after the other."""
    for k in range(w.shape[-1]):
        yield w[..., k], b[..., k]


def maxout_forward(x, w, b):
    scores = np.array([x @ wk + bk for wk, bk in pieces(w, b)])    # (K, N, M)
    return scores.max(axis=0), (x, w, b, scores.argmax(axis=0))


def maxout_backward(dout, cache):
    x, w, b, best = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for k, (wk, _) in enumerate(pieces(w, b)):
        g = np.where(best == k, dout, 0)
        dx += g @ wk.T
        dw[..., k] = x.T @ g
        db[..., k] = g.sum(axis=0)
    return dx, dw, db


def sigmoid_forward(x):
    x = np.asarray(x)
    out = np.empty(x.shape)
    right = x > 0
    for side, sign in ((right, -1), (~right, +1)):
        e = np.exp(sign * x[side])          # never more than 1
        out[side] = (1 if sign < 0 else e) / (1 + e)
    return out, out


def sigmoid_backward(dout, cache):
    return dout * (cache - cache ** 2)


def tanh_forward(x):
    # shrink by e^(-2|x|) instead of growing by e^(2x), the sign is put back at the end
    shrink = np.expm1(-2.0 * np.abs(x))     # in (-1, 0]
    out = np.copysign(shrink / (2.0 + shrink), x)
    return out, out


def tanh_backward(dout, cache):
    return dout - dout * cache * cache


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return np.where(cache > 0, dout, 0)


def leaky_relu_forward(x, alpha=0.01):
    # alpha < 1: the upper one of the two lines
    return np.maximum(x, alpha * x), (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    return np.where(x > 0, dout, alpha * dout)


def channels(*arrays):
    """Walk over axis 1 of all arrays together."""
    yield from zip(*(np.moveaxis(a, 1, 0) for a in arrays))


def slopes(alpha):
    """One slope per channel; a lone number is repeated for ever."""
    return repeat(float(alpha)) if np.ndim(alpha) == 0 else iter(alpha)


def prelu_forward(x, alpha):
    done = [np.where(xc > 0, xc, a * xc) for (xc,), a in zip(channels(x), slopes(alpha))]
    return np.stack(done, axis=1), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    dx, per_channel = [], []
    for (xc, gc), a in zip(channels(x, dout), slopes(alpha)):
        left = xc <= 0
        dx.append(gc * np.where(left, a, 1.0))
        per_channel.append((gc[left] * xc[left]).sum())
    per_channel = np.array(per_channel)
    dalpha = per_channel if np.ndim(alpha) else per_channel.sum()
    return np.stack(dx, axis=1), dalpha


def elu_forward(x, alpha=1.0):
    x = np.asarray(x)
    out = np.array(x, dtype=float)
    neg = x <= 0
    out[neg] = alpha * np.expm1(out[neg])
    return out, (neg, out, alpha)


def elu_backward(dout, cache):
    neg, out, alpha = cache
    dx = np.array(dout, dtype=float)
    dx[neg] *= out[neg] + alpha             # alpha e^x = out + alpha
    return dx


def softmax_loss(x, y):
    n = len(x)
    dx = np.empty(x.shape)
    losses = []
    for row, label, target in zip(x, y, dx):
        gap = row - row.max()
        e = np.exp(gap)
        losses.append(np.log(e.sum()) - gap[label])
        target[:] = e / e.sum()
        target[label] -= 1
    return sum(losses) / n, dx / n


def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        s, _ = sigmoid_forward(x)
        flat = s * (1 - s) < 0.01 / 4
    elif kind == 'tanh':
        t, _ = tanh_forward(x)
        flat = 1 - t * t < 0.01
    else:
        raise ValueError(kind)
    return np.count_nonzero(flat) / np.size(flat)


def dead_relu_fraction(activations):
    verdicts = [not unit.any() for unit in chain.from_iterable(channels(activations))]
    return sum(verdicts) / len(verdicts)
