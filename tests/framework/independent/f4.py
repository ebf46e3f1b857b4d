"""Layers of a convolutional network, forward and backward, in NumPy.

Every ``*_forward`` returns ``(out, cache)``; the matching ``*_backward`` takes the upstream
gradient ``dout`` (shaped like ``out``) and the cache, and returns the gradients of the inputs.
"""

import numpy as np


def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row.

    x: (N, d_1, ..., d_k), w: (D, M) with D = d_1 * ... * d_k, b: (M,)
    Returns (out, cache) with out: (N, M).
    """
    N = x.shape[0]
    D = w.shape[0]
    M = w.shape[1]
    out = np.zeros((N, M))
    for i in range(N):
        row = x[i].reshape(D)
        out[i] = np.dot(row, w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, w, b = cache
    N = x.shape[0]
    D = w.shape[0]
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for i in range(N):
        row = x[i].reshape(D)
        dx[i] = np.dot(w, dout[i]).reshape(x[i].shape)
        # outer product: column times row
        dw = dw + np.dot(row.reshape(D, 1), dout[i].reshape(1, -1))
        db = db + dout[i]
    return dx, dw, db


def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x.

    x of any shape. For x far below 0, exp(-x) overflows: find a form that does not.
    """
    values = x.reshape(-1)
    out = np.zeros(len(values))
    for i in range(len(values)):
        v = values[i]
        if v > 0:
            out[i] = 1 / (1 + np.exp(-v))
        else:
            # multiply top and bottom by exp(v)
            out[i] = np.exp(v) / (np.exp(v) + 1)
    out = out.reshape(x.shape)
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    s = cache
    slope = s * (1 - s)
    dx = slope * dout
    return dx


def tanh_forward(x):
    """Hyperbolic tangent: out = (exp(2x) - 1) / (exp(2x) + 1), element by element, for any x."""
    values = x.reshape(-1)
    out = np.zeros(len(values))
    for i in range(len(values)):
        v = values[i]
        if v > 0:
            e = np.exp(-2 * v)
            out[i] = (1 - e) / (1 + e)
        else:
            e = np.exp(2 * v)
            out[i] = (e - 1) / (e + 1)
    out = out.reshape(x.shape)
    cache = out
    return out, cache


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    t = cache
    slope = 1 - t ** 2
    dx = slope * dout
    return dx


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    x = cache
    dx = dout * (x > 0)
    return dx


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    # alpha is smaller than 1, so the larger one of the two lines is always the right one
    out = np.maximum(x, alpha * x)
    cache = (x, alpha)
    return out, cache


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    x, alpha = cache
    dx = dout * (x > 0) + alpha * dout * (x <= 0)
    return dx


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned.

    x: (N, C) or (N, C, H, W); alpha: a number (shape ()), or one slope a channel, (C,).
    Returns (out, cache) with out shaped like x.
    """
    C = x.shape[1]
    # a list with one slope for every channel, even if it is always the same
    slopes = np.zeros(C) + alpha
    out = np.zeros(x.shape)
    for c in range(C):
        xc = x[:, c]
        out[:, c] = xc * (xc > 0) + slopes[c] * xc * (xc <= 0)
    cache = (x, alpha, slopes)
    return out, cache


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    x, alpha, slopes = cache
    C = x.shape[1]
    dx = np.zeros(x.shape)
    dslopes = np.zeros(C)
    for c in range(C):
        xc = x[:, c]
        dc = dout[:, c]
        dx[:, c] = dc * (xc > 0) + slopes[c] * dc * (xc <= 0)
        dslopes[c] = np.sum(dc * xc * (xc <= 0))
    if np.array(alpha).shape == ():
        dalpha = np.sum(dslopes)
    else:
        dalpha = dslopes
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere.

    Exact and silent for any x.
    """
    values = x.reshape(-1)
    out = np.zeros(len(values))
    slope = np.zeros(len(values))
    for i in range(len(values)):
        if values[i] > 0:
            out[i] = values[i]
            slope[i] = 1
        else:
            out[i] = alpha * np.expm1(values[i])
            slope[i] = alpha * np.exp(values[i])
    out = out.reshape(x.shape)
    cache = slope.reshape(x.shape)
    return out, cache


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    slope = cache
    dx = dout * slope
    return dx


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces.

    x: (N, D), w: (D, M, K), b: (M, K); out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])
    Returns (out, cache) with out: (N, M).
    """
    N = x.shape[0]
    D, M, K = w.shape
    out = np.zeros((N, M))
    best = np.zeros((N, M), dtype=int)
    for n in range(N):
        for m in range(M):
            for k in range(K):
                piece = np.dot(x[n], w[:, m, k]) + b[m, k]
                if k == 0 or piece > out[n, m]:
                    out[n, m] = piece
                    best[n, m] = k
    cache = (x, w, b, best)
    return out, cache


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db)."""
    x, w, b, best = cache
    N = x.shape[0]
    D, M, K = w.shape
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for m in range(M):
            k = best[n, m]
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
    # put the images in the middle of larger black images
    big = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    big[:, :, pad:pad + H, pad:pad + W] = x
    Hout = (H + 2 * pad - HH) // stride + 1
    Wout = (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, Hout, Wout))
    for n in range(N):
        for f in range(F):
            for i in range(Hout):
                for j in range(Wout):
                    a = i * stride
                    c = j * stride
                    window = big[n, :, a:a + HH, c:c + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    cache = (x, big, w, b, stride, pad)
    return out, cache


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dout: (N, F, H', W'). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, big, w, b, stride, pad = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    N, F, Hout, Wout = dout.shape
    dbig = np.zeros(big.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            for i in range(Hout):
                for j in range(Wout):
                    a = i * stride
                    c = j * stride
                    d = dout[n, f, i, j]
                    dbig[n, :, a:a + HH, c:c + WW] += d * w[f]
                    dw[f] += d * big[n, :, a:a + HH, c:c + WW]
                    db[f] += d
    # cut the border off again
    dx = dbig[:, :, pad:pad + H, pad:pad + W]
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
    Hout = (H - ph) // stride + 1
    Wout = (W - pw) // stride + 1
    out = np.zeros((N, C, Hout, Wout))
    for n in range(N):
        for c in range(C):
            for i in range(Hout):
                for j in range(Wout):
                    out[n, c, i, j] = np.max(x[n, c, i * stride:i * stride + ph,
                                               j * stride:j * stride + pw])
    cache = (x, out, ph, pw, stride)
    return out, cache


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum.

    dout: (N, C, H', W'). Returns dx: (N, C, H, W).
    """
    x, out, ph, pw, stride = cache
    N, C, Hout, Wout = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(Hout):
                for j in range(Wout):
                    # look for the maximum, and stop at the first one
                    found = False
                    for a in range(i * stride, i * stride + ph):
                        for e in range(j * stride, j * stride + pw):
                            if not found and x[n, c, a, e] == out[n, c, i, j]:
                                dx[n, c, a, e] += dout[n, c, i, j]
                                found = True
    return dx


def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    N = x.shape[0]
    loss = 0.0
    dx = np.zeros(x.shape)
    for i in range(N):
        scores = x[i] - np.max(x[i])
        e = np.exp(scores)
        # -log(e[y] / sum) = log(sum) - scores[y]
        loss += np.log(np.sum(e)) - scores[y[i]]
        dx[i] = e / np.sum(e)
        dx[i, y[i]] -= 1
    loss = loss / N
    dx = dx / N
    return loss, dx


def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6).

    x: the inputs of the activation, of any shape; kind: 'sigmoid' or 'tanh'. An input counts where
    the local gradient is below 1 % of its maximum (1/4 for the sigmoid, 1 for tanh).
    Returns a number in [0, 1]. Raises ValueError for any other kind.
    """
    if kind != 'sigmoid' and kind != 'tanh':
        raise ValueError("kind has to be 'sigmoid' or 'tanh'")
    if kind == 'sigmoid':
        s, cache = sigmoid_forward(x)
        gradient = s * (1 - s)
        limit = 0.01 * 0.25
    if kind == 'tanh':
        t, cache = tanh_forward(x)
        gradient = 1 - t * t
        limit = 0.01
    count = np.sum(gradient < limit)
    return count / x.size


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU).

    activations: outputs of ReLU, (N, D) with D units, or (N, C, H, W) with C units, each dead where
    it is 0 at every pixel of every image. Returns a number in [0, 1].
    """
    units = activations.shape[1]
    dead = 0
    for u in range(units):
        if np.sum(activations[:, u] != 0) == 0:
            dead = dead + 1
    return dead / units
