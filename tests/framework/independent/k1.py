"""Layers of a convolutional network, forward and backward, in NumPy.

Everything that slides over an image is written as a strided view (no copy) followed by one matrix
product. The views are read-only, nobody should write through overlapping memory.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def _sliding(img, kh, kw, step):
    """View of img (N, C, H, W) as (N, C, rows, cols, kh, kw)."""
    n, c, h, w = img.shape
    sn, sc, sh, sw = img.strides
    rows = (h - kh) // step + 1
    cols = (w - kw) // step + 1
    return as_strided(
        img,
        shape=(n, c, rows, cols, kh, kw),
        strides=(sn, sc, sh * step, sw * step, sh, sw),
        writeable=False,
    )


def _patch_matrix(img, kh, kw, step):
    """One row per output position, one column per (channel, filter row, filter column)."""
    view = _sliding(img, kh, kw, step)
    n, c, rows, cols = view.shape[:4]
    mat = view.transpose(0, 2, 3, 1, 4, 5).reshape(n * rows * cols, c * kh * kw)
    return mat, (n, rows, cols)


# ---------------------------------------------------------------- convolution


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W'), H' = (H + 2 pad - HH) // stride + 1.
    """
    step, pad = conv_param["stride"], conv_param["pad"]
    nf, _, kh, kw = w.shape
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    mat, (n, rows, cols) = _patch_matrix(padded, kh, kw, step)
    out = mat @ w.reshape(nf, -1).T + b
    out = np.ascontiguousarray(out.reshape(n, rows, cols, nf).transpose(0, 3, 1, 2))
    return out, (mat, x.shape, w, step, pad)


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dw is the patch matrix against dout. dx is again a sliding product: spread dout out by the
    stride (zeros in between), put a border of kernel - 1 around it, and slide the rotated filter
    over it with stride 1.
    """
    mat, xshape, w, step, pad = cache
    n, c, h, wid = xshape
    nf, _, kh, kw = w.shape
    rows, cols = dout.shape[2:]

    d2 = dout.transpose(0, 2, 3, 1).reshape(-1, nf)
    dw = (d2.T @ mat).reshape(w.shape)
    db = d2.sum(axis=0)

    # size of the canvas: sliding a (kh, kw) window with stride 1 must give the padded image
    canvas = np.zeros((n, nf, h + 2 * pad + kh - 1, wid + 2 * pad + kw - 1), dtype=dout.dtype)
    canvas[:, :,
           kh - 1:kh - 1 + (rows - 1) * step + 1:step,
           kw - 1:kw - 1 + (cols - 1) * step + 1:step] = dout
    spread, (_, hp, wp) = _patch_matrix(canvas, kh, kw, 1)
    rotated = w[:, :, ::-1, ::-1].transpose(0, 2, 3, 1).reshape(nf * kh * kw, c)
    dpadded = (spread @ rotated).reshape(n, hp, wp, c).transpose(0, 3, 1, 2)
    dx = np.ascontiguousarray(dpadded[:, :, pad:pad + h, pad:pad + wid])
    return dx, dw, db


# ---------------------------------------------------------------- pooling


def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap.

    x: (N, C, H, W), pool_param: {'pool_height', 'pool_width', 'stride'}
    Returns (out, cache) with out: (N, C, H', W'), H' = (H - pool_height) // stride + 1.
    """
    ph, pw, step = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    view = _sliding(x, ph, pw, step)
    flat = view.reshape(view.shape[:4] + (ph * pw,))
    winner = flat.argmax(axis=-1)
    return flat.max(axis=-1), (winner, x.shape, pw, step)


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its (first) maximum."""
    winner, xshape, pw, step = cache
    # the same strided view, this time over the addresses of the pixels
    address = np.arange(int(np.prod(xshape))).reshape(xshape)
    rows, cols = winner.shape[2:]
    corner = address[:, :, ::step, ::step][:, :, :rows, :cols]
    target = corner + (winner // pw) * xshape[3] + winner % pw
    dx = np.bincount(target.ravel(), weights=dout.ravel(), minlength=address.size)
    return dx.reshape(xshape)


# ---------------------------------------------------------------- affine and maxout


def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row."""
    rows = x.reshape(len(x), w.shape[0])
    return rows @ w + b, (rows, w, x.shape)


def affine_backward(dout, cache):
    """Gradients of the affine layer: (dx, dw, db)."""
    rows, w, xshape = cache
    return (dout @ w.T).reshape(xshape), rows.T @ dout, np.ones(len(dout)) @ dout


def maxout_forward(x, w, b):
    """Maxout: the largest of K linear pieces, computed as one wide affine layer."""
    d, m, k = w.shape
    pieces = (x @ w.reshape(d, m * k) + b.reshape(m * k)).reshape(-1, m, k)
    return pieces.max(axis=2), (x, w, pieces.argmax(axis=2))


def maxout_backward(dout, cache):
    """Gradients of maxout: (dx, dw, db). The wide affine layer, with zeros at the losers."""
    x, w, best = cache
    d, m, k = w.shape
    dwide = (dout[:, :, None] * np.eye(k)[best]).reshape(-1, m * k)
    dx = dwide @ w.reshape(d, m * k).T
    dw = (x.T @ dwide).reshape(d, m, k)
    db = dwide.sum(axis=0).reshape(m, k)
    return dx, dw, db


# ---------------------------------------------------------------- activations


def sigmoid_forward(x):
    """Sigmoid. exp only ever sees -|x|, so it cannot overflow."""
    e = np.exp(-np.abs(x))
    s = np.where(x < 0, e, 1.0) / (1.0 + e)
    return s, s.copy()


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid, from its output."""
    return dout * cache * (1.0 - cache)


def tanh_forward(x):
    """Hyperbolic tangent."""
    t = np.tanh(x)
    return t, t.copy()


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent, from its output."""
    return dout * (1.0 - cache * cache)


def relu_forward(x):
    """max(0, x)"""
    return np.maximum(x, 0), x > 0


def relu_backward(dout, cache):
    """dout where x > 0."""
    return dout * cache


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU: the cache is the slope at each element."""
    slope = np.where(x > 0, 1.0, alpha)
    return x * slope, slope


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU."""
    return dout * cache


def prelu_forward(x, alpha):
    """Parametric ReLU; alpha is () or (C,)."""
    a = np.asarray(alpha)
    # (C,) -> (C, 1, 1) for images; () stays something that broadcasts
    wide = a.reshape(a.shape + (1,) * (x.ndim - 2)) if a.ndim else a
    slope = np.where(x > 0, 1.0, wide)
    return x * slope, (np.minimum(x, 0), slope, a.shape)


def prelu_backward(dout, cache):
    """(dx, dalpha)"""
    negative, slope, ashape = cache
    g = dout * negative
    if ashape:
        other = tuple(ax for ax in range(g.ndim) if ax != 1)
        dalpha = g.sum(axis=other).reshape(ashape) if ashape[0] > 1 else g.sum().reshape(ashape)
    else:
        dalpha = np.array(g.sum())
    return dout * slope, dalpha


def elu_forward(x, alpha=1.0):
    """x where x > 0, alpha (exp(x) - 1) elsewhere."""
    low = np.minimum(x, 0)
    out = np.where(x > 0, x, alpha * np.expm1(low))
    return out, np.where(x > 0, 1.0, alpha * np.exp(low))


def elu_backward(dout, cache):
    """Gradient of ELU."""
    return dout * cache


# ---------------------------------------------------------------- loss and diagnostics


def softmax_loss(x, y):
    """Softmax followed by the mean cross-entropy loss. Returns (loss, dx)."""
    n, c = x.shape
    onehot = np.eye(c)[y]
    z = x - x.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -logp[np.arange(n), y].mean()
    return loss, (np.exp(logp) - onehot) / n


def saturation_fraction(x, kind):
    """Share of inputs whose local gradient is below 1 % of its maximum."""
    ones = np.ones(np.shape(x))
    if kind == "sigmoid":
        peak, slope = 0.25, sigmoid_backward(ones, sigmoid_forward(x)[1])
    elif kind == "tanh":
        peak, slope = 1.0, tanh_backward(ones, tanh_forward(x)[1])
    else:
        raise ValueError("kind must be 'sigmoid' or 'tanh', not %r" % (kind,))
    return float(np.mean(slope < 0.01 * peak))


def dead_relu_fraction(activations):
    """Share of units (columns or channels) that are 0 for every example."""
    per_unit = np.moveaxis(activations, 1, 0).reshape(activations.shape[1], -1)
    return float(np.mean(~per_unit.any(axis=1)))
