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
