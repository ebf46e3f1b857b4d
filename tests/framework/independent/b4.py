import numpy as np

# Mental model: every layer is a table. Rows = observations, columns = features.
# Images get melted to long tables first and pivoted back at the end.


# ---- data cleaning / reshaping ------------------------------------------------------------

def to_table(x):
    """One row per example, all the rest flattened to feature columns."""
    n_rows = x.shape[0]
    n_cols = int(np.prod(x.shape[1:]))
    return x.reshape(n_rows, n_cols)


def lagged(x, n_lag_y, n_lag_x, step):
    """Like df.shift() in 2D: one shifted + subsampled copy of x per position inside the window.

    Returns an array (N, C, H', W', n_lag_y * n_lag_x).
    """
    last_y = x.shape[2] - n_lag_y
    last_x = x.shape[3] - n_lag_x
    copies = [
        x[:, :, dy : dy + last_y + 1 : step, dx : dx + last_x + 1 : step]
        for dy in range(n_lag_y)
        for dx in range(n_lag_x)
    ]
    return np.stack(copies, axis=-1)


def groupby_sum(keys, values, n_groups):
    """df.groupby(keys)[values].sum().reindex(range(n_groups), fill_value=0)"""
    return np.bincount(keys.ravel(), weights=values.ravel(), minlength=n_groups)


def per_channel(values, like):
    """Merge one value per channel onto a (N, C, ...) array."""
    values = np.asarray(values)
    if values.ndim == 0:
        return np.broadcast_to(values, like.shape)
    stretched = np.swapaxes(like, 1, -1).shape      # channels last, so broadcasting matches them
    return np.swapaxes(np.broadcast_to(values, stretched), 1, -1)


# ---- dense --------------------------------------------------------------------------------

def affine_forward(x, w, b):
    """Plain multi-output linear regression: y = X w + b."""
    table = to_table(x)
    predictions = np.dot(table, w) + b.reshape(1, -1)
    return predictions, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    d_table = np.dot(dout, w.T)
    return (
        d_table.reshape(x.shape),
        np.dot(to_table(x).T, dout),
        dout.sum(axis=0),
    )


# ---- element-wise transforms --------------------------------------------------------------
# np.where evaluates BOTH branches on all the data, so the exp() inputs are clipped to the
# side where they are needed.

def sigmoid_forward(x):
    small = np.exp(np.where(x > 0, -x, x))
    out = np.where(x > 0, 1.0, small) / (1.0 + small)
    return out, dict(out=out)


def sigmoid_backward(dout, cache):
    p = cache["out"]
    return dout * (p - p ** 2)


def tanh_forward(x):
    out = np.tanh(x)
    return out, dict(out=out)


def tanh_backward(dout, cache):
    t = cache["out"]
    return dout * (1 + t) * (1 - t)


def relu_forward(x):
    return np.where(x > 0, x, 0.0), dict(x=x)


def relu_backward(dout, cache):
    return np.where(cache["x"] > 0, dout, 0.0)


def leaky_relu_forward(x, alpha=0.01):
    return np.where(x > 0, x, alpha * x), dict(x=x, alpha=alpha)


def leaky_relu_backward(dout, cache):
    return np.where(cache["x"] > 0, dout, cache["alpha"] * dout)


def prelu_forward(x, alpha):
    slopes = per_channel(alpha, x)
    return np.where(x > 0, x, slopes * x), dict(x=x, slopes=slopes, alpha=alpha)


def prelu_backward(dout, cache):
    x, slopes, alpha = cache["x"], cache["slopes"], cache["alpha"]
    dx = np.where(x > 0, dout, slopes * dout)
    d_slopes = np.where(x > 0, 0.0, x * dout)
    # group by what shares a slope
    if np.shape(alpha) == ():
        dalpha = np.array(d_slopes.sum())
    else:
        channel = np.arange(x.shape[1]).reshape((1, -1) + (1,) * (x.ndim - 2))
        channel = np.broadcast_to(channel, x.shape)
        dalpha = groupby_sum(channel, d_slopes, x.shape[1])
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    negative_part = np.where(x > 0, 0.0, x)
    out = np.where(x > 0, x, alpha * np.expm1(negative_part))
    return out, dict(negative_part=negative_part, alpha=alpha, is_positive=x > 0)


def elu_backward(dout, cache):
    curve = cache["alpha"] * np.exp(cache["negative_part"])
    return dout * np.where(cache["is_positive"], 1.0, curve)


# ---- maxout -------------------------------------------------------------------------------

def maxout_forward(x, w, b):
    # "wide" scores with a (unit, piece) multi-index in the columns
    n_features, n_units, n_pieces = w.shape
    wide = x.dot(w.reshape(n_features, n_units * n_pieces)) + b.reshape(-1)
    scores = wide.reshape(len(x), n_units, n_pieces)
    return scores.max(axis=2), (x, w, scores.argmax(axis=2))       # idxmax


def maxout_backward(dout, cache):
    x, w, idxmax = cache
    n_features, n_units, n_pieces = w.shape
    is_winner = idxmax[:, :, None] == np.arange(n_pieces)          # get_dummies
    d_wide = np.where(is_winner, dout[:, :, None], 0.0).reshape(len(x), -1)
    dx = d_wide.dot(w.reshape(n_features, -1).T)
    dw = x.T.dot(d_wide).reshape(w.shape)
    db = d_wide.sum(axis=0).reshape(n_units, n_pieces)
    return dx, dw, db


# ---- convolution = linear regression on lagged features ------------------------------------

def conv_forward(x, w, b, conv_param):
    step, pad = conv_param["stride"], conv_param["pad"]
    n_filters, n_channels, fh, fw = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")

    lags = lagged(padded, fh, fw, step)                   # (N, C, H', W', lags)
    n, _, oh, ow, n_lags = lags.shape
    # one row per output pixel, columns = (channel, lag)
    features = lags.transpose(0, 2, 3, 1, 4).reshape(n * oh * ow, n_channels * n_lags)
    coefs = w.reshape(n_filters, -1).T

    long = features.dot(coefs) + b                        # (N*H'*W', F)
    out = long.reshape(n, oh, ow, n_filters).transpose(0, 3, 1, 2)
    info = dict(features=features, coefs=coefs, w_shape=w.shape, x_shape=x.shape, step=step, pad=pad)
    return out, info


def conv_backward(dout, cache):
    n, n_channels, height, width = cache["x_shape"]
    n_filters, _, fh, fw = cache["w_shape"]
    step, pad = cache["step"], cache["pad"]
    oh, ow = dout.shape[2:]

    d_long = np.moveaxis(dout, 1, 3).reshape(-1, n_filters)
    db = d_long.sum(axis=0)
    dw = cache["features"].T.dot(d_long).T.reshape(cache["w_shape"])

    # un-lag: every feature column goes back to the pixels that it was copied from
    d_features = d_long.dot(cache["coefs"].T).reshape(n, oh, ow, n_channels, fh, fw)
    d_padded = np.zeros((n, n_channels, height + 2 * pad, width + 2 * pad))
    for dy in range(fh):
        for dx_ in range(fw):
            rows = slice(dy, dy + step * (oh - 1) + 1, step)
            cols = slice(dx_, dx_ + step * (ow - 1) + 1, step)
            d_padded[:, :, rows, cols] += d_features[..., dy, dx_].transpose(0, 3, 1, 2)
    dx = d_padded[:, :, pad : pad + height, pad : pad + width]
    return dx, dw, db


# ---- pooling = groupby(window).max() ---------------------------------------------------------

def max_pool_forward(x, pool_param):
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    step = pool_param["stride"]
    values = lagged(x, ph, pw, step)
    # the row number of each pixel in the long table travels along with the values
    row_number = np.arange(x.size).reshape(x.shape)
    origin = lagged(row_number, ph, pw, step)

    idxmax = np.expand_dims(values.argmax(axis=-1), -1)
    winner_row = np.take_along_axis(origin, idxmax, axis=-1)[..., 0]
    return values.max(axis=-1), (winner_row, x.shape)


def max_pool_backward(dout, cache):
    winner_row, shape = cache
    return groupby_sum(winner_row, dout, int(np.prod(shape))).reshape(shape)


# ---- metrics --------------------------------------------------------------------------------

def softmax_loss(x, y):
    """Log loss of a multinomial classifier + its gradient."""
    n, n_classes = x.shape
    centred = x - x.max(axis=1).reshape(-1, 1)
    odds = np.exp(centred)
    totals = odds.sum(axis=1).reshape(-1, 1)
    is_label = np.asarray(y).reshape(-1, 1) == np.arange(n_classes)    # get_dummies(y)

    log_proba = centred - np.log(totals)
    loss = -np.where(is_label, log_proba, 0.0).sum() / n
    dx = np.where(is_label, odds / totals - 1.0, odds / totals) / n
    return loss, dx


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError("kind should be 'sigmoid' or 'tanh', not %r" % (kind,))
    # tanh(x) = 2 sigmoid(2x) - 1, so relative to the maximum both have the slope 1 - tanh^2
    z = np.where(kind == "sigmoid", 0.5, 1.0) * x
    relative_slope = 1.0 - np.tanh(z) ** 2
    return np.where(relative_slope < 0.01, 1.0, 0.0).mean()


def dead_relu_fraction(activations):
    n_units = activations.shape[1]
    # melt to (observation, unit), then df.eq(0).all().mean()
    long = np.moveaxis(activations, 1, -1).reshape(-1, n_units)
    return (long == 0).all(axis=0).mean()
