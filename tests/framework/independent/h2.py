import math

import numpy as np

# Homework 1
# I wrote most things with for loops because then I can see what happens.


def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row.

    x: (N, d_1, ..., d_k), w: (D, M) with D = d_1 * ... * d_k, b: (M,)
    Returns (out, cache) with out: (N, M).
    """
    N = x.shape[0]
    M = w.shape[1]
    out = np.zeros((N, M))
    for n in range(N):
        row = x[n].flatten()
        for m in range(M):
            out[n, m] = np.sum(row * w[:, m]) + b[m]
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, w, b = cache
    N = x.shape[0]
    M = w.shape[1]
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        row = x[n].flatten()
        drow = np.zeros(w.shape[0])
        for m in range(M):
            drow = drow + dout[n, m] * w[:, m]
            dw[:, m] = dw[:, m] + dout[n, m] * row
            db[m] = db[m] + dout[n, m]
        # back to the shape of the example
        dx[n] = drow.reshape(x[n].shape)
    return dx, dw, db


def one_sigmoid(v):
    # exp must never get a big positive number
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    else:
        e = math.exp(v)
        return e / (1.0 + e)


def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x."""
    x = np.array(x, dtype=float)
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        out[index] = one_sigmoid(x[index])
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    s = cache
    dx = np.zeros(s.shape)
    for index in np.ndindex(s.shape):
        dx[index] = dout[index] * s[index] * (1 - s[index])
    return dx


def tanh_forward(x):
    """Hyperbolic tangent, element by element, for any x."""
    x = np.array(x, dtype=float)
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        out[index] = math.tanh(x[index])
    cache = out
    return out, cache


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    t = cache
    dx = np.zeros(t.shape)
    for index in np.ndindex(t.shape):
        dx[index] = dout[index] * (1 - t[index] ** 2)
    return dx


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    x = cache
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
        else:
            out[index] = alpha * x[index]
    cache = (x, alpha)
    return out, cache


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    x, alpha = cache
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
        else:
            dx[index] = alpha * dout[index]
    return dx


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned.

    x: (N, C) or (N, C, H, W); alpha: a number (shape ()), or one slope a channel, (C,).
    Returns (out, cache) with out shaped like x.
    """
    # make a list with one slope for each channel, also if alpha is only one number
    C = x.shape[1]
    slopes = np.zeros(C)
    for c in range(C):
        if np.ndim(alpha) == 0:
            slopes[c] = alpha
        else:
            slopes[c] = alpha[c]

    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        channel = index[1]
        if x[index] > 0:
            out[index] = x[index]
        else:
            out[index] = slopes[channel] * x[index]
    cache = (x, alpha, slopes)
    return out, cache


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    x, alpha, slopes = cache
    dx = np.zeros(x.shape)
    dslopes = np.zeros(slopes.shape)
    for index in np.ndindex(x.shape):
        channel = index[1]
        if x[index] > 0:
            dx[index] = dout[index]
        else:
            dx[index] = slopes[channel] * dout[index]
            dslopes[channel] += x[index] * dout[index]

    # if there was one alpha for all the channels, it gets all of them together
    if np.ndim(alpha) == 0:
        dalpha = np.array(0.0)
        for c in range(len(dslopes)):
            dalpha += dslopes[c]
    else:
        dalpha = dslopes
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere."""
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
        else:
            # expm1(v) is exp(v) - 1 but better for very small v
            out[index] = alpha * math.expm1(x[index])
    cache = (x, alpha)
    return out, cache


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    x, alpha = cache
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
        else:
            dx[index] = dout[index] * alpha * math.exp(x[index])
    return dx


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces.

    x: (N, D), w: (D, M, K), b: (M, K); out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])
    Returns (out, cache) with out: (N, M).
    """
    N, D = x.shape
    D, M, K = w.shape
    out = np.zeros((N, M))
    winner = np.zeros((N, M), dtype=int)
    for n in range(N):
        for m in range(M):
            best = None
            for k in range(K):
                piece = np.dot(x[n], w[:, m, k]) + b[m, k]
                if best is None or piece > best:
                    best = piece
                    winner[n, m] = k
            out[n, m] = best
    cache = (x, w, b, winner)
    return out, cache


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db)."""
    x, w, b, winner = cache
    N, M = winner.shape
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for m in range(M):
            k = winner[n, m]
            dx[n] += dout[n, m] * w[:, m, k]
            dw[:, m, k] += dout[n, m] * x[n]
            db[m, k] += dout[n, m]
    return dx, dw, db


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W'), H' = (H + 2 pad - HH) // stride + 1.
    """
    stride = conv_param['stride']
    pad = conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape

    # put the image in the middle of a bigger image of zeros
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad:pad + H, pad:pad + W] = x

    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top = i * stride
                    left = j * stride
                    window = x_pad[n, :, top:top + HH, left:left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    cache = (x, x_pad, w, b, stride, pad)
    return out, cache


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dout: (N, F, H', W'). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, x_pad, w, b, stride, pad = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    N, F, H_out, W_out = dout.shape

    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    d = dout[n, f, i, j]
                    top = i * stride
                    left = j * stride
                    db[f] += d
                    dw[f] += d * x_pad[n, :, top:top + HH, left:left + WW]
                    dx_pad[n, :, top:top + HH, left:left + WW] += d * w[f]

    # cut the border off again (works for pad = 0 too)
    dx = dx_pad[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap.

    x: (N, C, H, W), pool_param: {'pool_height', 'pool_width', 'stride'}
    Returns (out, cache) with out: (N, C, H', W'), H' = (H - pool_height) // stride + 1.
    """
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    stride = pool_param['stride']
    N, C, H, W = x.shape
    H_out = (H - ph) // stride + 1
    W_out = (W - pw) // stride + 1

    out = np.zeros((N, C, H_out, W_out))
    # where the maximum of each window is in the image
    max_row = np.zeros((N, C, H_out, W_out), dtype=int)
    max_col = np.zeros((N, C, H_out, W_out), dtype=int)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    # start with the top left corner and look for something bigger
                    r = i * stride
                    s = j * stride
                    for a in range(i * stride, i * stride + ph):
                        for e in range(j * stride, j * stride + pw):
                            if x[n, c, a, e] > x[n, c, r, s]:
                                r = a
                                s = e
                    out[n, c, i, j] = x[n, c, r, s]
                    max_row[n, c, i, j] = r
                    max_col[n, c, i, j] = s
    cache = (x.shape, max_row, max_col)
    return out, cache


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum.

    dout: (N, C, H', W'). Returns dx: (N, C, H, W).
    """
    x_shape, max_row, max_col = cache
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x_shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    # += because two windows can have the same maximum
                    dx[n, c, max_row[n, c, i, j], max_col[n, c, i, j]] += dout[n, c, i, j]
    return dx


def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    N, C = x.shape
    loss = 0.0
    dx = np.zeros(x.shape)
    for n in range(N):
        biggest = max(x[n])
        total = 0.0
        for c in range(C):
            total += math.exp(x[n, c] - biggest)
        # -log(p) = -(score - biggest - log(total))
        loss += math.log(total) - (x[n, y[n]] - biggest)
        for c in range(C):
            dx[n, c] = math.exp(x[n, c] - biggest) / total
            if c == y[n]:
                dx[n, c] -= 1
    loss = loss / N
    dx = dx / N
    return loss, dx


def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6).

    Returns a number in [0, 1]. Raises ValueError for any other kind.
    """
    if kind != 'sigmoid' and kind != 'tanh':
        raise ValueError('kind must be sigmoid or tanh')
    values = np.array(x, dtype=float).flatten()
    count = 0
    for v in values:
        if kind == 'sigmoid':
            s = one_sigmoid(v)
            if s * (1 - s) < 0.01 * 0.25:
                count += 1
        else:
            t = math.tanh(v)
            if 1 - t * t < 0.01:
                count += 1
    return count / len(values)


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU)."""
    units = activations.shape[1]
    dead = 0
    for u in range(units):
        alive = False
        for value in activations[:, u].flatten():
            if value != 0:
                alive = True
        if not alive:
            dead += 1
    return dead / units
