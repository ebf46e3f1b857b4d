"""Layers of a convolutional network, forward and backward, in NumPy.

Every ``*_forward`` returns ``(out, cache)``; the matching ``*_backward`` takes the upstream
gradient ``dout`` (shaped like ``out``) and the cache, and returns the gradients of the inputs.
Arrays are float64, those you are given and those you return; only labels are whole numbers.
"""

import numpy as np


def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row.

    x: (N, d_1, ..., d_k), w: (D, M) with D = d_1 * ... * d_k, b: (M,)
    Returns (out, cache) with out: (N, M).
    """
    raise NotImplementedError("affine_forward")


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    raise NotImplementedError("affine_backward")


def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x.

    x of any shape. For x far below 0, exp(-x) overflows: find a form that does not.
    """
    raise NotImplementedError("sigmoid_forward")


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    raise NotImplementedError("sigmoid_backward")


def tanh_forward(x):
    """Hyperbolic tangent: out = (exp(2x) - 1) / (exp(2x) + 1), element by element, for any x."""
    raise NotImplementedError("tanh_forward")


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    raise NotImplementedError("tanh_backward")


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    raise NotImplementedError("relu_forward")


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    raise NotImplementedError("relu_backward")


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    raise NotImplementedError("leaky_relu_forward")


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    raise NotImplementedError("leaky_relu_backward")


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned.

    x: (N, C) or (N, C, H, W); alpha: a number (shape ()), or one slope a channel, (C,). It is
    learned, so it may become any number: negative, 0, or above 1.
    Returns (out, cache) with out shaped like x.
    """
    raise NotImplementedError("prelu_forward")


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    raise NotImplementedError("prelu_backward")


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere.

    Exact and silent for any x.
    """
    raise NotImplementedError("elu_forward")


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    raise NotImplementedError("elu_backward")


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces.

    x: (N, D), w: (D, M, K), b: (M, K); out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])
    Returns (out, cache) with out: (N, M).
    """
    raise NotImplementedError("maxout_forward")


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db).

    Where several pieces are equal, their shares sum to the upstream gradient.
    """
    raise NotImplementedError("maxout_backward")


def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    Returns (out, cache) with out: (N, F, H', W'), H' = (H + 2 pad - HH) // stride + 1; rows and
    columns at the end that no whole window reaches are left over.
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
    Returns (out, cache) with out: (N, C, H', W'), H' = (H - pool_height) // stride + 1; rows and
    columns at the end that no whole window reaches are left over.
    """
    raise NotImplementedError("max_pool_forward")


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum.

    Where several are equal, their shares sum to the window's gradient.
    dout: (N, C, H', W'). Returns dx: (N, C, H, W).
    """
    raise NotImplementedError("max_pool_backward")


def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    raise NotImplementedError("softmax_loss")


def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6).

    x: the inputs of the activation, of any shape; kind: 'sigmoid' or 'tanh'. An input counts where
    the local gradient is below 1 % of its maximum (1/4 for the sigmoid, 1 for tanh).
    Returns a number in [0, 1]. Raises ValueError for any other kind.
    """
    raise NotImplementedError("saturation_fraction")


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU).

    activations: outputs of ReLU, (N, D) with D units, or (N, C, H, W) with C units, each dead where
    it is 0 at every pixel of every image. Returns a number in [0, 1].
    """
    raise NotImplementedError("dead_relu_fraction")
