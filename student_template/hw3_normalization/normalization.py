"""Normalisation layers, forward and backward, in NumPy.

Every ``*_forward`` returns ``(out, cache)``; the matching ``*_backward`` takes the upstream
gradient ``dout`` (shaped like ``out``) and the cache, and returns ``(dx, dgamma, dbeta)``, shaped
like ``x``, ``gamma`` and ``beta``. The scale ``gamma`` and the shift ``beta`` are vectors: (D,) for
rows of features, (C,) for images. Variances divide by the number of values (``ddof=0``). Arrays are
float64, those you are given and those you return.
"""

import numpy as np



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
    raise NotImplementedError("batchnorm_forward")


def batchnorm_backward(dout, cache):
    """Gradients of batch normalization in train mode, node by node through the graph.

    dout: (N, D). Mean and variance depend on every x of their feature: three paths lead to dx.
    Returns (dx, dgamma, dbeta).
    """
    raise NotImplementedError("batchnorm_backward")


def batchnorm_backward_alt(dout, cache):
    """The same gradients as ``batchnorm_backward`` in closed form, simplified on paper.

    dout: (N, D). Takes the cache of ``batchnorm_forward`` and leaves it as it was.
    Returns (dx, dgamma, dbeta).
    """
    raise NotImplementedError("batchnorm_backward_alt")


def population_statistics(batch_means, batch_vars, batch_size):
    """The lecture's other estimate for inference: averages over the batches of training.

    batch_means, batch_vars: (B, D), one row a batch of batch_size examples; the batch variances
    divide by batch_size. mean = E[batch mean]; var = N / (N - 1) E[batch variance], N = batch_size.
    Returns (mean, var), both (D,).
    """
    raise NotImplementedError("population_statistics")


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Batch normalization after a convolution: one mean and one variance a channel.

    x: (N, C, H, W), gamma, beta: (C,); bn_param as in ``batchnorm_forward``, with running
    statistics of shape (C,). A channel is normalised over N, H and W together.
    Returns (out, cache) with out: (N, C, H, W).
    """
    raise NotImplementedError("spatial_batchnorm_forward")


def spatial_batchnorm_backward(dout, cache):
    """Gradients of ``spatial_batchnorm_forward``. dout: (N, C, H, W)."""
    raise NotImplementedError("spatial_batchnorm_backward")


def fuse_batchnorm_affine(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    """An affine layer and the batch normalization after it, as one affine layer (Lecture 6).

    w: (D, M), b, gamma, beta, running_mean, running_var: (M,). For every x, x @ w' + b' equals
    batch normalization in test mode of x @ w + b. Returns (w', b'), shaped like w and b.
    """
    raise NotImplementedError("fuse_batchnorm_affine")


def fuse_batchnorm_conv(w, b, gamma, beta, running_mean, running_var, eps=1e-5):
    """A convolution and the spatial batch normalization after it, as one convolution.

    w: (F, C, HH, WW), b, gamma, beta, running_mean, running_var: (F,).
    Returns (w', b'), shaped like w and b.
    """
    raise NotImplementedError("fuse_batchnorm_conv")


def layernorm_forward(x, gamma, beta, ln_param):
    """Layer normalization (Ba, Kiros & Hinton 2016): each example over its own features.

    x: (N, D), gamma, beta: (D,), ln_param: {'eps': 1e-5 by default}. It depends on no other
    example, so training and inference are the same. Returns (out, cache) with out: (N, D).
    """
    raise NotImplementedError("layernorm_forward")


def layernorm_backward(dout, cache):
    """Gradients of layer normalization. dout: (N, D). Returns (dx, dgamma, dbeta)."""
    raise NotImplementedError("layernorm_backward")


def instancenorm_forward(x, gamma, beta, in_param):
    """Instance normalization (Ulyanov et al. 2016): each channel of each image over H and W.

    x: (N, C, H, W), gamma, beta: (C,), in_param: {'eps': 1e-5 by default}.
    Returns (out, cache) with out: (N, C, H, W).
    """
    raise NotImplementedError("instancenorm_forward")


def instancenorm_backward(dout, cache):
    """Gradients of instance normalization. dout: (N, C, H, W). Returns (dx, dgamma, dbeta)."""
    raise NotImplementedError("instancenorm_backward")


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    """Group normalization (Wu & He 2018): each image over groups of neighbouring channels.

    x: (N, C, H, W), gamma, beta: (C,), G: the number of groups, a divisor of C; the first C / G
    channels form the first group. gn_param: {'eps': 1e-5 by default}.
    Returns (out, cache) with out: (N, C, H, W).
    """
    raise NotImplementedError("spatial_groupnorm_forward")


def spatial_groupnorm_backward(dout, cache):
    """Gradients of group normalization. dout: (N, C, H, W). Returns (dx, dgamma, dbeta)."""
    raise NotImplementedError("spatial_groupnorm_backward")




def test_batchnorm(batchnorm_forward, batchnorm_backward):
    """A test of batch normalization: what is wrong with two functions, a text for each thing.

    batchnorm_forward(x, gamma, beta, bn_param), batchnorm_backward(dout, cache): somebody's, called
    as yours are. The cache is a word here: it goes back to batchnorm_backward as it came.

    Returns a list of texts, empty for every right answer, however it is written and rounded. An
    exception counts as a complaint.
    """
    raise NotImplementedError("test_batchnorm")
