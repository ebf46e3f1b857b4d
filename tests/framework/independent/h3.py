"""Layers, put together from small pieces.

Names with a leading underscore are my helpers, the rest is the interface of the homework.
"""

from collections import namedtuple

import numpy as np

Geometry = namedtuple("Geometry", "height width win_h win_w step rows cols")


# ---- helpers: shapes ----------------------------------------------------------------------------

def _flatten_examples(x):
    return np.reshape(x, (np.shape(x)[0], -1))


def _count_positions(length, window, step):
    return (length - window) // step + 1


def _geometry(height, width, win_h, win_w, step):
    rows = _count_positions(height, win_h, step)
    cols = _count_positions(width, win_w, step)
    return Geometry(height, width, win_h, win_w, step, rows, cols)


def _positions(geo):
    """Yields (row, column, slice of rows, slice of columns) for every window."""
    for r in range(geo.rows):
        top = r * geo.step
        for c in range(geo.cols):
            left = c * geo.step
            yield r, c, slice(top, top + geo.win_h), slice(left, left + geo.win_w)


def _add_border(images, width):
    n, c, h, w = images.shape
    bigger = np.zeros((n, c, h + 2 * width, w + 2 * width), dtype=images.dtype)
    _without_border(bigger, width)[...] = images
    return bigger


def _without_border(images, width):
    """A view of the inner part; `width` may be 0."""
    h, w = images.shape[2:]
    return images[:, :, width:h - width, width:w - width]


def _channels_first_axis(a):
    """(N, C, ...) -> (C, everything else)."""
    moved = np.swapaxes(a, 0, 1)
    return moved.reshape(moved.shape[0], -1)


# ---- helpers: patches ---------------------------------------------------------------------------

def _gather(images, geo):
    """All windows as rows: (rows * cols, N, C * win_h * win_w)."""
    patches = [_flatten_examples(images[:, :, ys, xs]) for _, _, ys, xs in _positions(geo)]
    return np.stack(patches)


def _scatter(patches, shape, geo):
    """The transpose of _gather: adds the windows up where they came from."""
    total = np.zeros(shape)
    window_shape = (shape[0], shape[1], geo.win_h, geo.win_w)
    for patch, (_, _, ys, xs) in zip(patches, _positions(geo)):
        total[:, :, ys, xs] += patch.reshape(window_shape)
    return total


def _to_map(per_window, geo):
    """(rows * cols, N, F) -> (N, F, rows, cols)."""
    _, n, f = per_window.shape
    return per_window.transpose(1, 2, 0).reshape(n, f, geo.rows, geo.cols)


def _from_map(feature_map):
    """(N, F, rows, cols) -> (rows * cols, N, F)."""
    n, f = feature_map.shape[:2]
    return feature_map.reshape(n, f, -1).transpose(2, 0, 1)


# ---- helpers: scalar functions and their slopes -------------------------------------------------

def _decay(x):
    """exp(-|x|): never overflows."""
    return np.exp(-np.abs(x))


def _sigmoid(x):
    e = _decay(x)
    numerator = np.where(x < 0, e, 1.0)
    return numerator / (1.0 + e)


def _sigmoid_slope(s):
    return s * (1.0 - s)


def _tanh(x):
    """(1 - e^(-2|x|)) / (1 + e^(-2|x|)) with the sign of x; expm1 keeps the digits near 0."""
    e2m1 = np.expm1(-2.0 * np.abs(x))
    return np.copysign(-e2m1 / (2.0 + e2m1), x)


def _tanh_slope(t):
    return (1.0 - t) * (1.0 + t)


def _positive_part(x):
    return np.maximum(x, 0.0)


def _negative_part(x):
    return np.minimum(x, 0.0)


def _step(x):
    return np.greater(x, 0).astype(float)


def _leaky(x, alpha):
    return _positive_part(x) + alpha * _negative_part(x)


def _leaky_slope(x, alpha):
    on = _step(x)
    return on + alpha * (1.0 - on)


def _per_channel(alpha, x):
    """alpha, shaped so that it multiplies axis 1 of x."""
    if np.ndim(alpha) == 0:
        return alpha
    return np.reshape(alpha, (1, -1) + (1,) * (np.ndim(x) - 2))


def _collect_like(alpha, a):
    """Sums a (shaped like x) to the shape of alpha."""
    if np.ndim(alpha) == 0:
        return np.asarray(a.sum())
    return _channels_first_axis(a).sum(axis=1)


# ---- fully connected ----------------------------------------------------------------------------

def affine_forward(x, w, b):
    """out = x w + b."""
    return _flatten_examples(x) @ w + b, (x, w)


def affine_backward(dout, cache):
    """(dx, dw, db)"""
    x, w = cache
    dx = (dout @ w.T).reshape(x.shape)
    dw = _flatten_examples(x).T @ dout
    return dx, dw, dout.sum(axis=0)


def _split_pieces(w, b):
    """Maxout is an affine layer with M * K outputs."""
    return w.reshape(w.shape[0], -1), b.reshape(-1)


def _only_winners(pieces):
    """1 at the first maximum of the last axis, 0 elsewhere."""
    winner = pieces.argmax(axis=-1)
    marks = np.zeros(pieces.shape)
    np.put_along_axis(marks, np.expand_dims(winner, -1), 1.0, axis=-1)
    return marks


def maxout_forward(x, w, b):
    """The largest of K affine pieces."""
    flat_out, affine_cache = affine_forward(x, *_split_pieces(w, b))
    pieces = flat_out.reshape((x.shape[0],) + b.shape)
    return pieces.max(axis=-1), (affine_cache, _only_winners(pieces), w.shape, b.shape)


def maxout_backward(dout, cache):
    """(dx, dw, db), through the affine layer."""
    affine_cache, marks, w_shape, b_shape = cache
    dpieces = np.expand_dims(dout, -1) * marks
    dx, dw, db = affine_backward(_flatten_examples(dpieces), affine_cache)
    return dx, dw.reshape(w_shape), db.reshape(b_shape)


# ---- activations --------------------------------------------------------------------------------

def sigmoid_forward(x):
    s = _sigmoid(x)
    return s, s


def sigmoid_backward(dout, cache):
    return dout * _sigmoid_slope(cache)


def tanh_forward(x):
    t = _tanh(x)
    return t, t


def tanh_backward(dout, cache):
    return dout * _tanh_slope(cache)


def relu_forward(x):
    return _positive_part(x), x


def relu_backward(dout, cache):
    return dout * _step(cache)


def leaky_relu_forward(x, alpha=0.01):
    return _leaky(x, alpha), (x, alpha)


def leaky_relu_backward(dout, cache):
    return dout * _leaky_slope(*cache)


def prelu_forward(x, alpha):
    return _leaky(x, _per_channel(alpha, x)), (x, alpha)


def prelu_backward(dout, cache):
    x, alpha = cache
    dx = dout * _leaky_slope(x, _per_channel(alpha, x))
    dalpha = _collect_like(alpha, dout * _negative_part(x))
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    # the two parts are 0 where the other one counts
    return _positive_part(x) + alpha * np.expm1(_negative_part(x)), (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache
    return dout * _leaky_slope(x, alpha * np.exp(_negative_part(x)))


# ---- convolution --------------------------------------------------------------------------------

def conv_forward(x, w, b, conv_param):
    """Every window is an example of an affine layer with F outputs."""
    pad = conv_param["pad"]
    bordered = _add_border(x, pad)
    geo = _geometry(*bordered.shape[2:], *w.shape[2:], conv_param["stride"])
    patches = _gather(bordered, geo)
    scores = patches @ _flatten_examples(w).T + b
    return _to_map(scores, geo), (patches, w, bordered.shape, geo, pad)


def conv_backward(dout, cache):
    patches, w, bordered_shape, geo, pad = cache
    dscores = _from_map(dout)

    dpatches = dscores @ _flatten_examples(w)
    dx = _without_border(_scatter(dpatches, bordered_shape, geo), pad)

    filters = w.shape[0]
    dw = dscores.reshape(-1, filters).T @ patches.reshape(-1, patches.shape[-1])
    db = _channels_first_axis(dout).sum(axis=1)
    return dx, dw.reshape(w.shape), db


# ---- pooling ------------------------------------------------------------------------------------

def _window_max(window):
    return window.max(axis=(2, 3))


def _shares(window):
    """How much of the gradient each pixel of the window gets; ties get equal parts."""
    is_max = window == _window_max(window)[:, :, None, None]
    return is_max / is_max.sum(axis=(2, 3), keepdims=True)


def max_pool_forward(x, pool_param):
    geo = _geometry(*x.shape[2:], pool_param["pool_height"], pool_param["pool_width"],
                    pool_param["stride"])
    out = np.empty(x.shape[:2] + (geo.rows, geo.cols), dtype=x.dtype)
    for r, c, ys, xs in _positions(geo):
        out[:, :, r, c] = _window_max(x[:, :, ys, xs])
    return out, (x, geo)


def max_pool_backward(dout, cache):
    x, geo = cache
    dx = np.zeros(x.shape)
    for r, c, ys, xs in _positions(geo):
        upstream = dout[:, :, r, c][:, :, None, None]
        dx[:, :, ys, xs] += upstream * _shares(x[:, :, ys, xs])
    return dx


# ---- loss ---------------------------------------------------------------------------------------

def _log_softmax(scores):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


def _pick(table, labels):
    """table[n, labels[n]] for every n."""
    return np.take_along_axis(table, np.reshape(labels, (-1, 1)), axis=1)


def _one_hot(labels, classes):
    return (np.reshape(labels, (-1, 1)) == np.arange(classes)).astype(float)


def softmax_loss(x, y):
    log_p = _log_softmax(x)
    loss = -_pick(log_p, y).mean()
    dx = (np.exp(log_p) - _one_hot(y, x.shape[1])) / x.shape[0]
    return loss, dx


# ---- what to watch ------------------------------------------------------------------------------

def _local_gradient_relative(x, kind):
    """The local gradient as a share of the largest one it can be."""
    if kind == "sigmoid":
        return _sigmoid_slope(_sigmoid(x)) / 0.25
    if kind == "tanh":
        return _tanh_slope(_tanh(x))
    raise ValueError("no such kind of activation: %r" % (kind,))


def _share_of(flags):
    return float(np.mean(flags))


def saturation_fraction(x, kind):
    return _share_of(_local_gradient_relative(np.asarray(x), kind) < 0.01)


def dead_relu_fraction(activations):
    largest = _channels_first_axis(activations).max(axis=1)
    return _share_of(largest == 0)
