"""Homework: layers. Activations select with boolean masks; windows are tables of flat indices."""

import numpy as np


# sigmoid ------------------------------------------------------------------------------------------
def sigmoid_forward(x):
    """Two formulas, each where its exponent is not positive."""
    x = np.asarray(x, dtype=np.float64)
    big = x >= 0
    y = np.empty_like(x)
    y[big] = 1 / (1 + np.exp(-x[big]))
    t = np.exp(x[~big])
    y[~big] = t / (t + 1)
    return y, y


def sigmoid_backward(dout, cache):
    return (cache - cache ** 2) * dout


# tanh ---------------------------------------------------------------------------------------------
def tanh_forward(x):
    y = np.tanh(x)
    return y, (y,)


def tanh_backward(dout, cache):
    y, = cache
    return dout - dout * y * y


# relu ---------------------------------------------------------------------------------------------
def relu_forward(x):
    off = ~(x > 0)
    y = x.copy()
    y[off] = 0
    return y, off


def relu_backward(dout, cache):
    dx = dout.copy()
    dx[cache] = 0
    return dx


# leaky relu ---------------------------------------------------------------------------------------
def leaky_relu_forward(x, alpha=0.01):
    low = ~(x > 0)
    y = x.astype(np.float64)        # astype copies
    y[low] *= alpha
    return y, (low, alpha)


def leaky_relu_backward(dout, cache):
    low, alpha = cache
    dx = dout.astype(np.float64)
    dx[low] *= alpha
    return dx


# prelu --------------------------------------------------------------------------------------------
def prelu_forward(x, alpha):
    """The places that are not positive are listed once: where they are, and which slope is theirs."""
    alpha = np.asarray(alpha, dtype=np.float64)
    places = np.nonzero(x <= 0)
    # index into alpha.ravel(): the channel, or always 0 if there is a single number
    which = places[1] if alpha.ndim else np.zeros_like(places[1])
    values = x[places]
    y = x.astype(np.float64)
    y[places] = values * alpha.ravel()[which]
    return y, (places, which, values, alpha)


def prelu_backward(dout, cache):
    places, which, values, alpha = cache
    d = dout[places]
    dx = dout.astype(np.float64)
    dx[places] = d * alpha.ravel()[which]
    dalpha = np.bincount(which, weights=d * values, minlength=alpha.size)
    return dx, dalpha.reshape(alpha.shape)


# elu ----------------------------------------------------------------------------------------------
def elu_forward(x, alpha=1.0):
    neg = x < 0
    y = x.astype(np.float64)
    y[neg] = alpha * np.expm1(x[neg])
    # d/dx on the negative side is alpha e^x = out + alpha, but for very negative x the sum would
    # round to 0, so keep the exponential itself
    slope = np.ones_like(y)
    slope[neg] = alpha * np.exp(x[neg])
    return y, slope


def elu_backward(dout, cache):
    return np.multiply(dout, cache)


# affine -------------------------------------------------------------------------------------------
def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], -1)
    return rows.dot(w) + b, {"rows": rows, "w": w, "shape": x.shape}


def affine_backward(dout, cache):
    dx = dout.dot(cache["w"].T)
    dw = cache["rows"].T.dot(dout)
    db = np.ones(dout.shape[0]).dot(dout)
    return dx.reshape(cache["shape"]), dw, db


# maxout -------------------------------------------------------------------------------------------
def maxout_forward(x, w, b):
    n_in, n_out, k = w.shape
    z = x.dot(w.reshape(n_in, n_out * k)) + b.ravel()       # column m * k + piece
    first = k * np.arange(n_out)
    col = first + z.reshape(-1, n_out, k).argmax(axis=2)    # the winning column, (N, M)
    row = np.arange(x.shape[0])[:, None]
    return z[row, col], (x, w, row, col)


def maxout_backward(dout, cache):
    x, w, row, col = cache
    n_in, n_out, k = w.shape
    dz = np.zeros((x.shape[0], n_out * k))
    dz[row, col] = dout
    dx = dz.dot(w.reshape(n_in, -1).T)
    dw = x.T.dot(dz)
    db = dz.sum(axis=0)
    return dx, dw.reshape(w.shape), db.reshape(n_out, k)


# windows as index tables --------------------------------------------------------------------------
def window_table(h, w, wh, ww, stride, pad=0):
    """Which pixel (row * w + column) lies under which cell of which window.

    Returns (table, inside, grid): the first two are (wh * ww, number of windows), grid is (H', W').
    Cells that hang over the edge of the image have inside False and point at pixel 0, so that the
    table is always good to index with.
    """
    nh = (h + 2 * pad - wh) // stride + 1
    nw = (w + 2 * pad - ww) // stride + 1
    cell = np.arange(wh * ww)[:, None]
    win = np.arange(nh * nw)[None, :]
    r = cell // ww + stride * (win // nw) - pad
    c = cell % ww + stride * (win % nw) - pad
    inside = (r >= 0) & (r < h) & (c >= 0) & (c < w)
    table = r * w + c
    table[~inside] = 0
    return table, inside, (nh, nw)


# convolution --------------------------------------------------------------------------------------
def conv_forward(x, w, b, conv_param):
    """No padded copy: cells outside of the image are masked to zero."""
    n, ch, h, wd = x.shape
    f, _, fh, fw = w.shape
    table, inside, (nh, nw) = window_table(h, wd, fh, fw, conv_param["stride"], conv_param["pad"])

    cols = x.reshape(n, ch, h * wd)[:, :, table]            # (N, C, cells, windows), a copy
    cols[:, :, ~inside] = 0
    cols = cols.reshape(n, ch * fh * fw, nh * nw)
    y = np.matmul(w.reshape(f, -1), cols)                   # (N, F, windows)
    y = y + b[:, None]
    return y.reshape(n, f, nh, nw), (cols, table, inside, w, x.shape)


def conv_backward(dout, cache):
    cols, table, inside, w, (n, ch, h, wd) = cache
    f = w.shape[0]
    d = dout.reshape(n, f, -1)

    db = d.sum(axis=(0, 2))
    dw = np.matmul(d, cols.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)

    dcols = np.matmul(w.reshape(f, -1).T, d).reshape(n * ch, *table.shape)
    # pixel number in the whole batch = pixel + plane * h * w; count with weights what falls on each
    plane = h * wd * np.arange(n * ch)[:, None]
    target = plane + table[inside]
    dx = np.bincount(target.ravel(), weights=dcols[:, inside].ravel(), minlength=n * ch * h * wd)
    return dx.reshape(n, ch, h, wd), dw, db


# max pooling --------------------------------------------------------------------------------------
def max_pool_forward(x, pool_param):
    n, ch, h, wd = x.shape
    table, _, (nh, nw) = window_table(h, wd, pool_param["pool_height"], pool_param["pool_width"],
                                      pool_param["stride"])
    planes = x.reshape(n * ch, h * wd)
    cell = planes[:, table].argmax(axis=1)                  # (planes, windows), first maximum
    pixel = table[cell, np.arange(nh * nw)]
    where = pixel + h * wd * np.arange(n * ch)[:, None]     # in x.ravel()
    y = x.ravel()[where]
    return y.reshape(n, ch, nh, nw), (where, x.shape)


def max_pool_backward(dout, cache):
    where, shape = cache
    dx = np.bincount(where.ravel(), weights=dout.ravel(), minlength=int(np.prod(shape)))
    return dx.reshape(shape)


# loss ---------------------------------------------------------------------------------------------
def softmax_loss(x, y):
    n = x.shape[0]
    right = np.arange(n), y
    # margins to the true class, so that the loss is log(sum(exp(margin))) with no label in it
    margin = x - x[right][:, None]
    top = margin.max(axis=1)
    e = np.exp(margin - top[:, None])
    total = e.sum(axis=1)
    loss = (top + np.log(total)).sum() / n
    dx = e / total[:, None]
    dx[right] -= 1
    return loss, dx / n


# monitoring ---------------------------------------------------------------------------------------
def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError(kind)
    a = np.abs(np.asarray(x, dtype=np.float64))
    # sigmoid(x) (1 - sigmoid(x)) * 4 = 1 / cosh(x / 2)^2, and tanh'(x) = 1 / cosh(x)^2
    if kind == "sigmoid":
        a = a / 2
    # 1 / cosh(a)^2 < 1 / 100 means cosh(a) > 10: a limit on the input itself
    flat = a > np.arccosh(10.0)
    return np.count_nonzero(flat) / flat.size


def dead_relu_fraction(activations):
    alive = np.zeros(activations.shape[1], dtype=bool)
    alive[np.nonzero(activations)[1]] = True
    return np.count_nonzero(~alive) / alive.size
