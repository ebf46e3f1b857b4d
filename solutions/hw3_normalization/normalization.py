"""Normalisation layers, forward and backward, in NumPy.

Every ``*_forward`` returns ``(out, cache)``; the matching ``*_backward`` takes the upstream
gradient ``dout`` (shaped like ``out``) and the cache, and returns ``(dx, dgamma, dbeta)``, shaped
like ``x``, ``gamma`` and ``beta``. The scale ``gamma`` and the shift ``beta`` are vectors: (D,) for
rows of features, (C,) for images. Variances divide by the number of values (``ddof=0``). Arrays are
float64, those you are given and those you return.
"""

import numpy as np

# BEGIN SOLUTION


def _normalize(x, axes, eps):
    """(x - mean) / sqrt(var + eps) with the statistics over ``axes``; returns (x_hat, 1/std)."""
    inverse_std = 1 / np.sqrt(x.var(axis=axes, keepdims=True) + eps)
    return (x - x.mean(axis=axes, keepdims=True)) * inverse_std, inverse_std


def _normalize_backward(dx_hat, x_hat, inverse_std, axes):
    """dx from dx_hat: the paths through the mean and the variance leave these two means."""
    mean = dx_hat.mean(axis=axes, keepdims=True)
    mean_with_x_hat = (dx_hat * x_hat).mean(axis=axes, keepdims=True)
    # equivalent: whoever calls this has made dx_hat for it, and needs it no more
    return (dx_hat - mean - x_hat * mean_with_x_hat) * inverse_std


def _channels(vector):
    """(C,) -> (1, C, 1, 1), to broadcast over images."""
    return vector.reshape(1, -1, 1, 1)


def _per_channel_gradients(dout, x_hat):
    return (dout * x_hat).sum(axis=(0, 2, 3)), dout.sum(axis=(0, 2, 3))


# END SOLUTION


def batchnorm_forward(x, gamma, beta, bn_param):
    """Batch normalization (Ioffe & Szegedy 2015; Lecture 6): each feature over the batch.

    x: (N, D), gamma, beta: (D,)
    bn_param: {'mode': 'train' or 'test', 'eps': 1e-5 by default, 'momentum': 0.9 by default,
    'running_mean': (D,), 'running_var': (D,), both zeros by default}

    train: x_hat = (x - mean) / sqrt(var + eps) with the batch's own mean and variance, both (D,);
    out = gamma x_hat + beta. The moving averages are stored back into bn_param:
    running = momentum * running + (1 - momentum) * (the batch's mean or variance).
    test: the same with running_mean and running_var in place of the batch's. What bn_param holds of
    them stays as it is; where it holds none, zeros are used, and may be stored.

    Returns (out, cache) with out: (N, D). Raises ValueError for any other mode.
    """
    # BEGIN SOLUTION
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], dtype=x.dtype))
    if bn_param["mode"] == "train":
        x_hat, inverse_std = _normalize(x, 0, eps)
        running_mean = momentum * running_mean + (1 - momentum) * x.mean(axis=0)
        running_var = momentum * running_var + (1 - momentum) * x.var(axis=0)
    elif bn_param["mode"] == "test":
        inverse_std = 1 / np.sqrt(running_var + eps)
        x_hat = (x - running_mean) * inverse_std
    else:
        raise ValueError(f"mode should be 'train' or 'test', not {bn_param['mode']!r}")
    bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    return gamma * x_hat + beta, (x_hat, inverse_std, gamma)
    # END SOLUTION


def batchnorm_backward(dout, cache):
    """Gradients of batch normalization in train mode, node by node through the graph.

    dout: (N, D). Mean and variance depend on every x of their feature: three paths lead to dx.
    Returns (dx, dgamma, dbeta).
    """
    # BEGIN SOLUTION
    x_hat, inverse_std, gamma = cache
    n = len(dout)
    dx_hat = dout * gamma
    centered = x_hat / inverse_std
    dvar = (dx_hat * centered).sum(axis=0) * -0.5 * inverse_std**3
    dcentered = dx_hat * inverse_std + 2 * centered * dvar / n
    dmean = -dcentered.sum(axis=0)
    return dcentered + dmean / n, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    # END SOLUTION


def batchnorm_backward_alt(dout, cache):
    """The same gradients as ``batchnorm_backward`` in closed form, simplified on paper.

    dout: (N, D). Takes the cache of ``batchnorm_forward`` and leaves it as it was.
    Returns (dx, dgamma, dbeta).
    """
    # BEGIN SOLUTION
    x_hat, inverse_std, gamma = cache
    dx = _normalize_backward(dout * gamma, x_hat, inverse_std, 0)
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    # END SOLUTION


def population_statistics(batch_means, batch_vars, batch_size):
    """The lecture's other estimate for inference: averages over the batches of training.

    batch_means, batch_vars: (B, D), one row a batch of batch_size examples; the batch variances
    divide by batch_size. mean = E[batch mean]; var = N / (N - 1) E[batch variance], N = batch_size.
    Returns (mean, var), both (D,).
    """
    # BEGIN SOLUTION
    unbiased = batch_size / (batch_size - 1)
    return batch_means.mean(axis=0), unbiased * batch_vars.mean(axis=0)
    # END SOLUTION


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Batch normalization after a convolution: one mean and one variance a channel.

    x: (N, C, H, W), gamma, beta: (C,); bn_param as in ``batchnorm_forward``, with running
    statistics of shape (C,). A channel is normalised over N, H and W together.
    Returns (out, cache) with out: (N, C, H, W).
    """
    # BEGIN SOLUTION
    n, c, h, w = x.shape
    rows, cache = batchnorm_forward(x.transpose(0, 2, 3, 1).reshape(-1, c), gamma, beta, bn_param)
    return rows.reshape(n, h, w, c).transpose(0, 3, 1, 2), cache
    # END SOLUTION


def spatial_batchnorm_backward(dout, cache):
    """Gradients of ``spatial_batchnorm_forward``. dout: (N, C, H, W)."""
    # BEGIN SOLUTION
    n, c, h, w = dout.shape
    dx, dgamma, dbeta = batchnorm_backward_alt(dout.transpose(0, 2, 3, 1).reshape(-1, c), cache)
    return dx.reshape(n, h, w, c).transpose(0, 3, 1, 2), dgamma, dbeta
    # END SOLUTION


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    """An affine layer and the batch normalization after it, as one affine layer (Lecture 6).

    w: (D, M), b, gamma, beta, running_mean, running_var: (M,). For every x, x @ w' + b' equals
    batch normalization in test mode of x @ w + b. Returns (w', b'), shaped like w and b.
    """
    # BEGIN SOLUTION
    scale = gamma / np.sqrt(running_var + eps)
    return w * scale, (b - running_mean) * scale + beta
    # END SOLUTION


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    """A convolution and the spatial batch normalization after it, as one convolution.

    w: (F, C, HH, WW), b, gamma, beta, running_mean, running_var: (F,).
    Returns (w', b'), shaped like w and b.
    """
    # BEGIN SOLUTION
    scale = gamma / np.sqrt(running_var + eps)
    return w * scale.reshape(-1, 1, 1, 1), (b - running_mean) * scale + beta
    # END SOLUTION


def layernorm_forward(x, gamma, beta, ln_param):
    """Layer normalization (Ba, Kiros & Hinton 2016): each example over its own features.

    x: (N, D), gamma, beta: (D,), ln_param: {'eps': 1e-5 by default}. It depends on no other
    example, so training and inference are the same. Returns (out, cache) with out: (N, D).
    """
    # BEGIN SOLUTION
    x_hat, inverse_std = _normalize(x, 1, ln_param.get("eps", 1e-5))
    return gamma * x_hat + beta, (x_hat, inverse_std, gamma)
    # END SOLUTION


def layernorm_backward(dout, cache):
    """Gradients of layer normalization. dout: (N, D). Returns (dx, dgamma, dbeta)."""
    # BEGIN SOLUTION
    x_hat, inverse_std, gamma = cache
    dx = _normalize_backward(dout * gamma, x_hat, inverse_std, 1)
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    # END SOLUTION


def instancenorm_forward(x, gamma, beta, in_param):
    """Instance normalization (Ulyanov et al. 2016): each channel of each image over H and W.

    x: (N, C, H, W), gamma, beta: (C,), in_param: {'eps': 1e-5 by default}.
    Returns (out, cache) with out: (N, C, H, W).
    """
    # BEGIN SOLUTION
    # equivalent: the order of the axes of a mean is free
    x_hat, inverse_std = _normalize(x, (2, 3), in_param.get("eps", 1e-5))
    return _channels(gamma) * x_hat + _channels(beta), (x_hat, inverse_std, gamma)
    # END SOLUTION


def instancenorm_backward(dout, cache):
    """Gradients of instance normalization. dout: (N, C, H, W). Returns (dx, dgamma, dbeta)."""
    # BEGIN SOLUTION
    x_hat, inverse_std, gamma = cache
    # equivalent: the order of the axes of a mean is free
    dx = _normalize_backward(dout * _channels(gamma), x_hat, inverse_std, (2, 3))
    return dx, *_per_channel_gradients(dout, x_hat)
    # END SOLUTION


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    """Group normalization (Wu & He 2018): each image over groups of neighbouring channels.

    x: (N, C, H, W), gamma, beta: (C,), G: the number of groups, a divisor of C; the first C / G
    channels form the first group. gn_param: {'eps': 1e-5 by default}.
    Returns (out, cache) with out: (N, C, H, W).
    """
    # BEGIN SOLUTION
    # equivalent: (G, N, -1) has the same rows, and a group is a row
    groups = x.reshape(x.shape[0], G, -1)  # (N, G, C / G * H * W)
    x_hat, inverse_std = _normalize(groups, 2, gn_param.get("eps", 1e-5))
    out = _channels(gamma) * x_hat.reshape(x.shape) + _channels(beta)
    return out, (x_hat, inverse_std, gamma)
    # END SOLUTION


def spatial_groupnorm_backward(dout, cache):
    """Gradients of group normalization. dout: (N, C, H, W). Returns (dx, dgamma, dbeta)."""
    # BEGIN SOLUTION
    x_hat, inverse_std, gamma = cache
    dx_hat = (dout * _channels(gamma)).reshape(x_hat.shape)
    dx = _normalize_backward(dx_hat, x_hat, inverse_std, 2).reshape(dout.shape)
    return dx, *_per_channel_gradients(dout, x_hat.reshape(dout.shape))
    # END SOLUTION


# BEGIN SOLUTION


def _by_formula(x, gamma, beta, mean, var, eps):
    """The formula of the hand-out, for a mean and a variance that are given."""
    return gamma * ((x - mean) / np.sqrt(var + eps)) + beta


def _is_right(found, wanted):
    """Whether an answer is the wanted one within rounding: its shape, its dtype, its values."""
    alike = np.shape(found) == np.shape(wanted) and np.asarray(found).dtype == wanted.dtype
    return alike and np.allclose(found, wanted)


def _train_mode(forward, x, gamma, beta, bn_param, eps, momentum):
    """What is wrong in train mode, over two batches of one layer, the second of one example."""
    mean = var = np.zeros(x.shape[1])
    for batch in (x, x[:1] if eps else x * 2):
        out, _ = forward(batch, gamma, beta, bn_param)
        own = batch.mean(axis=0), batch.var(axis=0)
        mean = momentum * mean + (1 - momentum) * own[0]
        var = momentum * var + (1 - momentum) * own[1]
        if not _is_right(out, _by_formula(batch, gamma, beta, *own, eps)):
            yield "train mode: out"
        stored = bn_param["running_mean"], bn_param["running_var"]
        if not all(map(_is_right, stored, (mean, var))):
            yield "train mode: the running statistics"


def _test_mode(forward, x, gamma, beta, bn_param, eps):
    """What is wrong in test mode, with running statistics and without."""
    mean, var = x[0] + 1, x[-1] ** 2 * 1e-4
    kept = {**bn_param, "mode": "test", "running_mean": mean, "running_var": var}
    out, _ = forward(x, gamma, beta, kept)
    if not _is_right(out, _by_formula(x, gamma, beta, mean, var, eps)):
        yield "test mode: out"
    if not all(map(_is_right, (kept["running_mean"], kept["running_var"]), (mean, var))):
        yield "test mode: the running statistics have changed"
    out, _ = forward(x, gamma, beta, {"mode": "test", "eps": 0.25})
    if not _is_right(out, _by_formula(x, gamma, beta, 0, 0, 0.25)):
        yield "test mode: out where nothing was stored"


def _gradients(forward, backward, x, gamma, beta, bn_param, eps):
    """What is wrong with the gradients, after another forward and when they are asked for again."""
    dout = np.cos(3 * x)
    given = dout.copy()
    _, cache = forward(x, gamma, beta, bn_param)
    forward(3 * x[::-1] + 1, gamma, beta, {"mode": "train"})
    x_hat = _by_formula(x, 1, 0, x.mean(axis=0), x.var(axis=0), eps)
    path = dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0)
    dx = gamma * path / np.sqrt(x.var(axis=0) + eps)
    wanted = dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    for what in ("the gradients", "the gradients of a second call"):
        found = backward(given, cache)
        if len(found) != 3 or not all(map(_is_right, found, wanted)):
            yield what
    if not np.array_equal(given, dout):
        yield "dout has changed"


def _unknown_modes(forward, x, gamma, beta):
    """Modes that are no modes, and are taken all the same."""
    for mode in ("tr", "eval"):
        try:
            forward(x, gamma, beta, {"mode": mode})
        except ValueError:
            continue
        yield f"the mode {mode}"


# END SOLUTION


def test_batchnorm(batchnorm_forward, batchnorm_backward):
    """A test of batch normalization: what is wrong with two functions, a text for each thing.

    batchnorm_forward(x, gamma, beta, bn_param), batchnorm_backward(dout, cache): somebody's, called
    as yours are. The cache is a word here: it goes back to batchnorm_backward as it came.

    Returns a list of texts, empty for every right answer, however it is written and rounded. An
    exception counts as a complaint.
    """
    # BEGIN SOLUTION
    found = []
    inputs = np.random.default_rng(0).standard_normal((40, 4)) * np.array([3.0, 1.0, 0.1, 0.003])
    for n, d, far, set_to in (
        (7, 4, 0.0, {}),
        (40, 3, 1e6, {"eps": 0.1, "momentum": 0.6}),
        (5, 1, 0.0, {"eps": 0.0, "momentum": 0.0}),
    ):
        x, gamma, beta = inputs[:n, -d:] + far, 1.5 - 0.5 * np.arange(d), np.arange(d) - 2.5
        before = x.copy(), gamma.copy(), beta.copy()
        eps, momentum = set_to.get("eps", 1e-5), set_to.get("momentum", 0.9)
        given = {"mode": "train", **set_to}
        layer = batchnorm_forward, x, gamma, beta
        found += _train_mode(*layer, {**given}, eps, momentum)
        found += _test_mode(*layer, given, eps)
        found += _gradients(batchnorm_forward, batchnorm_backward, x, gamma, beta, given, eps)
        if not all(map(np.array_equal, before, (x, gamma, beta))):
            found.append("an argument has changed")
    return [*found, *_unknown_modes(*layer)]
    # END SOLUTION
