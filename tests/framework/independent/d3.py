"""Layers of a convolutional network, forward and backward, in NumPy.

I have written down the reason for each step, so that I still understand it before the exam.
The one rule behind every backward function is the chain rule:

    gradient of an input = upstream gradient (dout) * local gradient,
    summed over all the outputs which that input has an influence on.
"""

import numpy as np


# =============================================================================================
# 1. The fully connected layer
# =============================================================================================

def affine_forward(x, w, b):
    """Fully connected layer: out = x w + b, each example of x flattened to a row.

    x: (N, d_1, ..., d_k), w: (D, M) with D = d_1 * ... * d_k, b: (M,)
    Returns (out, cache) with out: (N, M).
    """
    # Step 1: how many examples are there? Everything behind the first axis is one example.
    num_examples = x.shape[0]
    # Step 2: lay out every example as a row. -1 lets NumPy work out D by itself.
    rows = x.reshape(num_examples, -1)
    # Step 3: the matrix product gives (N, M). The bias (M,) is broadcast to every row.
    out = np.dot(rows, w) + b
    # Step 4: the backward pass needs x (for dw and for its shape) and w (for dx).
    # b is not needed: the derivative of "+ b" does not depend on b.
    cache = (x, w)
    return out, cache


def affine_backward(dout, cache):
    """Gradients of the affine layer.

    dout: (N, M). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, w = cache
    # We need the rows again, just as in the forward pass.
    rows = x.reshape(x.shape[0], -1)
    # The shapes tell what has to be multiplied by what:
    #   drows (N, D) = dout (N, M) times w transposed (M, D)
    drows = np.dot(dout, w.T)
    #   dw    (D, M) = rows transposed (D, N) times dout (N, M)
    dw = np.dot(rows.T, dout)
    # Every example used the same bias, so its gradient is a sum over the examples.
    db = np.sum(dout, axis=0)
    # Flattening has only moved numbers about; undo it to get the shape of x.
    dx = drows.reshape(x.shape)
    return dx, dw, db


# =============================================================================================
# 2. Activations
# =============================================================================================

def sigmoid_forward(x):
    """Sigmoid: out = 1 / (1 + exp(-x)), element by element; exact and silent for any x."""
    # exp must never see a big positive number. There are two ways to write the sigmoid:
    #   for x >= 0:  1 / (1 + e^-x)          for x < 0:  e^x / (1 + e^x)
    # The denominator is 1 + e^-|x| in both. The numerator is 1 = e^0 in the first and e^x in the
    # second, that is e^min(x, 0) in both. So no case distinction is needed at all:
    numerator = np.exp(np.minimum(x, 0.0))
    denominator = 1.0 + np.exp(-np.abs(x))
    out = numerator / denominator
    # The derivative can be written in the output, so the output is all that we keep.
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    """Gradient of the sigmoid. Returns dx, shaped like x."""
    s = cache
    # d/dx s(x) = s (1 - s). It is 1/4 at most (at x = 0): gradients get smaller in every layer.
    local_gradient = s * (1.0 - s)
    # Chain rule.
    dx = dout * local_gradient
    return dx


def tanh_forward(x):
    """Hyperbolic tangent: out = (exp(2x) - 1) / (exp(2x) + 1), element by element, for any x."""
    # tanh is odd: tanh(-x) = -tanh(x). So it is enough to compute it for |x| and to put
    # the sign back on afterwards.
    magnitude = np.abs(x)
    # For |x|, divide the formula by e^(2|x|): tanh = (1 - e^(-2|x|)) / (1 + e^(-2|x|)).
    # Now the exponent is never positive, so nothing overflows.
    # expm1(z) is e^z - 1 without losing digits when z is close to 0.
    one_minus_exp = -np.expm1(-2.0 * magnitude)
    one_plus_exp = 1.0 + np.exp(-2.0 * magnitude)
    out = np.sign(x) * one_minus_exp / one_plus_exp
    cache = out
    return out, cache


def tanh_backward(dout, cache):
    """Gradient of the hyperbolic tangent. Returns dx, shaped like x."""
    t = cache
    # d/dx tanh(x) = 1 - tanh(x)^2, once more a function of the output.
    local_gradient = 1.0 - t ** 2
    dx = dout * local_gradient
    return dx


def relu_forward(x):
    """Rectified linear unit: out = max(0, x), element by element, for x of any shape."""
    # np.maximum compares element by element (np.max would look for one number).
    out = np.maximum(0, x)
    # Backward has to know where x was positive, so we remember x.
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """Gradient of ReLU: dout passes where x > 0. Returns dx, shaped like x."""
    x = cache
    # The gate is open (True) where the input was positive. True counts as 1, False as 0.
    gate_is_open = x > 0
    dx = dout * gate_is_open
    return dx


def leaky_relu_forward(x, alpha=0.01):
    """Leaky ReLU (Maas et al. 2013): out = x where x > 0, alpha x elsewhere; 0 <= alpha < 1."""
    # Split x into its positive and its negative part; x is the sum of the two.
    positive_part = np.maximum(x, 0)
    negative_part = np.minimum(x, 0)
    # The positive part goes through, the negative part "leaks".
    out = positive_part + alpha * negative_part
    cache = (x, alpha)
    return out, cache


def leaky_relu_backward(dout, cache):
    """Gradient of leaky ReLU. Returns dx, shaped like x."""
    x, alpha = cache
    # Slope 1 to the right of 0, slope alpha to the left.
    is_positive = x > 0
    dx = dout * is_positive + alpha * dout * ~is_positive
    return dx


def prelu_forward(x, alpha):
    """Parametric ReLU (He et al. 2015): leaky ReLU whose slope alpha is learned.

    x: (N, C) or (N, C, H, W); alpha: a number (shape ()), or one slope a channel, (C,).
    """
    # First case: alpha is one number. It can be multiplied with anything.
    if np.ndim(alpha) == 0:
        slopes = alpha
    # Second case: (C,) and x is (N, C). Broadcasting lines up the last axes: fits already.
    elif x.ndim == 2:
        slopes = alpha
    # Third case: (C,) and x is (N, C, H, W). The channels are not the last axis, so alpha needs
    # two extra axes: (C, 1, 1).
    else:
        slopes = alpha[:, np.newaxis, np.newaxis]
    # Same formula as for leaky ReLU.
    out = np.maximum(x, 0) + slopes * np.minimum(x, 0)
    cache = (x, alpha, slopes)
    return out, cache


def prelu_backward(dout, cache):
    """Gradients of parametric ReLU. Returns (dx, dalpha), shaped like x and alpha."""
    x, alpha, slopes = cache

    # (a) Gradient by x: the slope is 1 or alpha, as for leaky ReLU.
    dx = dout * np.where(x > 0, 1.0, slopes)

    # (b) Gradient by alpha: out = alpha * x where x <= 0, so its derivative there is x.
    # Where x > 0, alpha does not occur. min(x, 0) is precisely that.
    dalpha_everywhere = dout * np.minimum(x, 0)
    # A slope that was used in many places collects the gradient from all of these places.
    if np.ndim(alpha) == 0:
        dalpha = np.sum(dalpha_everywhere)                       # one slope for everything
    elif x.ndim == 2:
        dalpha = np.sum(dalpha_everywhere, axis=0)               # sum over the examples
    else:
        dalpha = np.sum(dalpha_everywhere, axis=(0, 2, 3))       # ... and over the pixels
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    """Exponential linear unit (Clevert et al. 2015): x where x > 0, alpha (exp(x) - 1) elsewhere."""
    # np.where would compute exp(x) for ALL x, also for x = 1000, and overflow with a warning.
    # So only the negative part is handed to the exponential function. For positive x that is
    # e^0 - 1 = 0 and so adds nothing.
    negative_part = np.minimum(x, 0)
    out = np.maximum(x, 0) + alpha * np.expm1(negative_part)
    cache = (x, alpha)
    return out, cache


def elu_backward(dout, cache):
    """Gradient of the exponential linear unit. Returns dx, shaped like x."""
    x, alpha = cache
    # Left of 0 the derivative of alpha (e^x - 1) is alpha e^x.
    slope_left = alpha * np.exp(np.minimum(x, 0))
    # Right of 0 it is 1.
    slope = np.where(x > 0, 1.0, slope_left)
    dx = dout * slope
    return dx


def maxout_forward(x, w, b):
    """Maxout (Goodfellow et al. 2013): the largest of K linear pieces.

    x: (N, D), w: (D, M, K), b: (M, K); out[n, m] = max_k (x[n] . w[:, m, k] + b[m, k])
    """
    # Sum over D, the last axis of x and the first axis of w. What is left is (N, M, K).
    pieces = np.tensordot(x, w, axes=([1], [0])) + b
    # Which of the K pieces has won? argmax names exactly one, also when there is a tie.
    winner = np.argmax(pieces, axis=2)                                     # (N, M)
    # Pick the winner's value. take_along_axis wants as many axes as pieces has, so add one ...
    out = np.take_along_axis(pieces, winner[:, :, np.newaxis], axis=2)
    # ... and remove it again.
    out = out[:, :, 0]
    cache = (x, w, winner)
    return out, cache


def maxout_backward(dout, cache):
    """Gradients of maxout: only the largest piece learns. Returns (dx, dw, db)."""
    x, w, winner = cache
    num_pieces = w.shape[2]
    # Step 1: through the maximum. dpieces is (N, M, K): dout for the winner, 0 for the others.
    dpieces = np.zeros(dout.shape + (num_pieces,))
    np.put_along_axis(dpieces, winner[:, :, np.newaxis], dout[:, :, np.newaxis], axis=2)
    # Step 2: through the linear pieces. Same as affine, with the two axes (M, K) instead of M.
    dx = np.tensordot(dpieces, w, axes=([1, 2], [1, 2]))     # sum over M and K: (N, D)
    dw = np.tensordot(x, dpieces, axes=([0], [0]))           # sum over N:       (D, M, K)
    db = dpieces.sum(axis=0)                                 # sum over N:       (M, K)
    return dx, dw, db


# =============================================================================================
# 3. What to watch while training
# =============================================================================================

def saturation_fraction(x, kind):
    """The share of inputs at which an activation hardly lets any gradient through (Lecture 6)."""
    # Trick: the backward function with dout = 1 IS the local gradient. So there is no need
    # to write down the derivatives a second time.
    if kind == 'sigmoid':
        s, cache = sigmoid_forward(x)
        local_gradient = sigmoid_backward(1.0, cache)
        largest = 0.25
    elif kind == 'tanh':
        t, cache = tanh_forward(x)
        local_gradient = tanh_backward(1.0, cache)
        largest = 1.0
    else:
        raise ValueError("kind must be 'sigmoid' or 'tanh', not " + repr(kind))
    # Saturated means: less than one percent of the best possible slope.
    is_saturated = local_gradient < 0.01 * largest
    # The mean of True/False values is the share of True.
    return float(np.mean(is_saturated))


def dead_relu_fraction(activations):
    """The share of dead units: those that are 0 for every example (Lecture 6, dead ReLU)."""
    # For a dense layer, a unit is a column: look down the examples (axis 0).
    # For images, a unit is a channel: look at all examples and all pixels (axes 0, 2, 3).
    if activations.ndim == 2:
        axes = 0
    else:
        axes = (0, 2, 3)
    is_dead = np.all(activations == 0, axis=axes)
    return float(np.mean(is_dead))


# =============================================================================================
# 4. Convolution
# =============================================================================================

def conv_forward(x, w, b, conv_param):
    """Convolution (cross-correlation: the filter is not flipped) with zero padding.

    x: (N, C, H, W), w: (F, C, HH, WW), b: (F,), conv_param: {'stride', 'pad'}
    """
    stride = conv_param['stride']
    pad = conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape

    # Step 1: a border of zeros around height and width. Not around examples and channels!
    x_padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant')

    # Step 2: how often does the filter fit? // forgets a rest at the border that is too small.
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1

    # Step 3: go to each place of the output.
    out = np.zeros((N, F, H_out, W_out))
    for row in range(H_out):
        top = row * stride
        for col in range(W_out):
            left = col * stride
            # What the filters see there, for all of the examples at once: (N, C, HH, WW).
            window = x_padded[:, :, top:top + HH, left:left + WW]
            # Multiply with each filter (F, C, HH, WW) and sum over C, HH, WW: leaves (N, F).
            out[:, :, row, col] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3])) + b

    cache = (x, x_padded, w, stride, pad)
    return out, cache


def conv_backward(dout, cache):
    """Gradients of the convolution.

    dout: (N, F, H', W'). Returns (dx, dw, db), shaped like x, w and b.
    """
    x, x_padded, w, stride, pad = cache
    H, W = x.shape[2], x.shape[3]
    HH, WW = w.shape[2], w.shape[3]
    H_out, W_out = dout.shape[2], dout.shape[3]

    # The bias was added to each pixel of each example: sum over all but the filters.
    db = dout.sum(axis=(0, 2, 3))

    # We walk over the output just as in the forward pass, and hand back the gradient
    # to whatever had been used there.
    dw = np.zeros(w.shape)
    dx_padded = np.zeros(x_padded.shape)
    for row in range(H_out):
        top = row * stride
        for col in range(W_out):
            left = col * stride
            upstream = dout[:, :, row, col]                                    # (N, F)
            window = x_padded[:, :, top:top + HH, left:left + WW]              # (N, C, HH, WW)
            # The filters were multiplied by the window: sum over the examples.
            dw += np.tensordot(upstream, window, axes=([0], [0]))              # (F, C, HH, WW)
            # The window was multiplied by the filters: sum over the filters.
            # += and not =, since neighbouring windows share pixels.
            dx_padded[:, :, top:top + HH, left:left + WW] += np.tensordot(upstream, w, axes=1)

    # Cut the border off. pad:-pad would be empty for pad = 0, so say where it ends.
    dx = dx_padded[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


# =============================================================================================
# 5. Max pooling
# =============================================================================================

def max_pool_forward(x, pool_param):
    """Max pooling over windows, which may overlap.

    x: (N, C, H, W), pool_param: {'pool_height', 'pool_width', 'stride'}
    """
    height = pool_param['pool_height']
    width = pool_param['pool_width']
    stride = pool_param['stride']
    N, C, H, W = x.shape
    # Same formula as for the convolution, without padding.
    H_out = (H - height) // stride + 1
    W_out = (W - width) // stride + 1

    out = np.zeros((N, C, H_out, W_out))
    for row in range(H_out):
        for col in range(W_out):
            top, left = row * stride, col * stride
            window = x[:, :, top:top + height, left:left + width]
            # The maximum over the window only; examples and channels are kept apart.
            out[:, :, row, col] = window.max(axis=(2, 3))

    cache = (x, pool_param)
    return out, cache


def max_pool_backward(dout, cache):
    """Gradient of max pooling: every window hands its gradient to its maximum."""
    x, pool_param = cache
    height = pool_param['pool_height']
    width = pool_param['pool_width']
    stride = pool_param['stride']

    dx = np.zeros(x.shape)
    N, C, H_out, W_out = dout.shape
    # Here I take one window at a time. That is slow, but one can see what happens.
    for n in range(N):
        for c in range(C):
            for row in range(H_out):
                for col in range(W_out):
                    top, left = row * stride, col * stride
                    window = x[n, c, top:top + height, left:left + width]
                    # argmax counts through the flattened window; unravel_index turns the
                    # count into (row, column) inside the window. In a tie argmax names the
                    # first only, so the gradient is handed out once.
                    r, k = np.unravel_index(np.argmax(window), window.shape)
                    # += because a pixel can be the maximum of several windows.
                    dx[n, c, top + r, left + k] += dout[n, c, row, col]
    return dx


# =============================================================================================
# 6. The loss
# =============================================================================================

def softmax_loss(x, y):
    """Softmax followed by the cross-entropy loss, as the mean over the batch.

    x: (N, C) scores, y: (N,) labels in [0, C). Returns (loss, dx) with dx: (N, C).
    """
    num_examples = x.shape[0]

    # Step 1: softmax does not change when a constant is taken off a row. Take off the maximum:
    # then the largest score is 0, and exp cannot overflow.
    shifted = x - np.max(x, axis=1, keepdims=True)

    # Step 2: log p = score - log(sum of e^score). The sum is 1 at least (from e^0), so that
    # the logarithm is never taken of 0.
    log_of_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    log_p = shifted - log_of_sum

    # Step 3: the loss looks at the correct class of each example only.
    every_example = np.arange(num_examples)
    loss = -np.mean(log_p[every_example, y])

    # Step 4: the gradient is p - (1 at the correct class), divided by N because of the mean.
    p = np.exp(log_p)
    one_hot = np.zeros(x.shape)
    one_hot[every_example, y] = 1.0
    dx = (p - one_hot) / num_examples
    return loss, dx
