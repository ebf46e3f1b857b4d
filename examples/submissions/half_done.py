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
    rows = x.reshape(x.shape[0], -1)
    return rows @ w + b, (x, w)


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, w = cache
    rows = x.reshape(x.shape[0], -1)
    return (dout @ w.T).reshape(x.shape), rows.T @ dout, dout.sum(axis=0)


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    return np.maximum(0, x), x


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    return np.where(cache > 0, dout, 0)


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W'), H' = (H + 2 pad - HH) // stride + 1.
    """
    raise NotImplementedError("conv_forward")


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dout: (N, F, H', W'). Returns (dx, dw, db), shaped like x, w and b.
    """
    raise NotImplementedError("conv_backward")


def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap.

    x: (N, C, H, W), pool_param: {'pool_height', 'pool_width', 'stride'}
    Returns (out, cache) with out: (N, C, H', W'), H' = (H - pool_height) // stride + 1.
    """
    raise NotImplementedError("max_pool_forward")


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum.

    dout: (N, C, H', W'). Returns dx: (N, C, H, W).
    """
    raise NotImplementedError("max_pool_backward")


def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    raise NotImplementedError("softmax_loss")
