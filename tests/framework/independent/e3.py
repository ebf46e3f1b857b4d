from builtins import range
import numpy as np


def affine_forward(x, w, b):
    """
    Computes the forward pass for an affine (fully-connected) layer.

    Inputs:
    - x: A numpy array containing input data, of shape (N, d_1, ..., d_k)
    - w: A numpy array of weights, of shape (D, M)
    - b: A numpy array of biases, of shape (M,)

    Returns a tuple of:
    - out: output, of shape (N, M)
    - cache: (x, w, b)
    """
    N = x.shape[0]
    out = x.reshape(N, -1).dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    """
    Computes the backward pass for an affine layer.

    Returns a tuple of:
    - dx: Gradient with respect to x, of shape (N, d1, ..., d_k)
    - dw: Gradient with respect to w, of shape (D, M)
    - db: Gradient with respect to b, of shape (M,)
    """
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def relu_forward(x):
    """
    Computes the forward pass for a layer of rectified linear units (ReLUs).
    """
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """
    Computes the backward pass for a layer of rectified linear units (ReLUs).
    """
    x = cache
    dx = dout * (x > 0)
    return dx


def leaky_relu_forward(x, alpha=0.01):
    """
    Computes the forward pass of the leaky ReLU.
    """
    out = np.where(x > 0, x, alpha * x)
    cache = (x, alpha)
    return out, cache


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dx = np.array(dout, dtype=float)
    dx[x <= 0] *= alpha
    return dx


def prelu_forward(x, alpha):
    """
    Leaky ReLU with a learned slope.

    - alpha: scalar, or (C,)
    """
    a = np.asarray(alpha)
    if a.ndim == 1 and x.ndim == 4:
        a = a[None, :, None, None]
    mask = x > 0
    out = x * mask + a * x * ~mask
    cache = (x, a, mask, np.ndim(alpha))
    return out, cache


def prelu_backward(dout, cache):
    x, a, mask, alpha_ndim = cache
    dx = dout * mask + a * dout * ~mask
    dalpha = dout * x * ~mask
    if alpha_ndim == 0:
        dalpha = np.sum(dalpha)
    elif x.ndim == 4:
        dalpha = np.sum(dalpha, axis=(0, 2, 3))
    else:
        dalpha = np.sum(dalpha, axis=0)
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    # only exponentiate the negative part, so nothing overflows
    out = np.array(x, dtype=float)
    neg = out <= 0
    out[neg] = alpha * np.expm1(out[neg])
    cache = (out, neg, alpha)
    return out, cache


def elu_backward(dout, cache):
    out, neg, alpha = cache
    dx = np.array(dout, dtype=float)
    # d/dx alpha * (e^x - 1) = alpha * e^x = out + alpha
    dx[neg] *= out[neg] + alpha
    return dx


def sigmoid_forward(x):
    """
    A numerically stable version of the logistic sigmoid function.
    """
    x = np.asarray(x, dtype=float)
    pos_mask = (x >= 0)
    neg_mask = (x < 0)
    z = np.zeros_like(x)
    z[pos_mask] = np.exp(-x[pos_mask])
    z[neg_mask] = np.exp(x[neg_mask])
    top = np.ones_like(x)
    top[neg_mask] = z[neg_mask]
    out = top / (1 + z)
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    out = cache
    dx = dout * out * (1 - out)
    return dx


def tanh_forward(x):
    out = np.tanh(x)
    cache = x
    return out, cache


def tanh_backward(dout, cache):
    x = cache
    dx = dout * (1 - np.tanh(x) ** 2)
    return dx


def maxout_forward(x, w, b):
    """
    Inputs:
    - x: (N, D)
    - w: (D, M, K)
    - b: (M, K)
    """
    N, D = x.shape
    _, M, K = w.shape
    # one big affine layer, then max over the pieces
    scores = x.dot(w.reshape(D, M * K)) + b.reshape(M * K)
    scores = scores.reshape(N * M, K)
    idx = np.argmax(scores, axis=1)
    out = scores[np.arange(N * M), idx].reshape(N, M)
    cache = (x, w, b, idx)
    return out, cache


def maxout_backward(dout, cache):
    x, w, b, idx = cache
    N, D = x.shape
    _, M, K = w.shape
    dscores = np.zeros((N * M, K))
    dscores[np.arange(N * M), idx] = dout.reshape(-1)
    dscores = dscores.reshape(N, M * K)

    dx = dscores.dot(w.reshape(D, M * K).T)
    dw = x.T.dot(dscores).reshape(D, M, K)
    db = np.sum(dscores, axis=0).reshape(M, K)
    return dx, dw, db


def get_im2col_indices(x_shape, field_height, field_width, padding=1, stride=1):
    # First figure out what the size of the output should be
    N, C, H, W = x_shape
    out_height = (H + 2 * padding - field_height) // stride + 1
    out_width = (W + 2 * padding - field_width) // stride + 1

    i0 = np.repeat(np.arange(field_height), field_width)
    i0 = np.tile(i0, C)
    i1 = stride * np.repeat(np.arange(out_height), out_width)
    j0 = np.tile(np.arange(field_width), field_height * C)
    j1 = stride * np.tile(np.arange(out_width), out_height)
    i = i0.reshape(-1, 1) + i1.reshape(1, -1)
    j = j0.reshape(-1, 1) + j1.reshape(1, -1)

    k = np.repeat(np.arange(C), field_height * field_width).reshape(-1, 1)

    return (k, i, j)


def im2col_indices(x, field_height, field_width, padding=1, stride=1):
    """ An implementation of im2col based on some fancy indexing """
    p = padding
    x_padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode='constant')

    k, i, j = get_im2col_indices(x.shape, field_height, field_width, padding, stride)

    cols = x_padded[:, k, i, j]
    C = x.shape[1]
    cols = cols.transpose(1, 2, 0).reshape(field_height * field_width * C, -1)
    return cols


def col2im_indices(cols, x_shape, field_height=3, field_width=3, padding=1, stride=1):
    """ An implementation of col2im based on fancy indexing and np.add.at """
    N, C, H, W = x_shape
    H_padded, W_padded = H + 2 * padding, W + 2 * padding
    x_padded = np.zeros((N, C, H_padded, W_padded), dtype=cols.dtype)
    k, i, j = get_im2col_indices(x_shape, field_height, field_width, padding, stride)
    cols_reshaped = cols.reshape(C * field_height * field_width, -1, N)
    cols_reshaped = cols_reshaped.transpose(2, 0, 1)
    np.add.at(x_padded, (slice(None), k, i, j), cols_reshaped)
    if padding == 0:
        return x_padded
    return x_padded[:, :, padding:-padding, padding:-padding]


def conv_forward(x, w, b, conv_param):
    """
    The input consists of N data points, each with C channels, height H and
    width W. We convolve each input with F different filters.

    Returns a tuple of:
    - out: Output data, of shape (N, F, H', W')
    - cache: (x, w, b, conv_param, x_cols)
    """
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    stride, pad = conv_param['stride'], conv_param['pad']

    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride

    x_cols = im2col_indices(x, HH, WW, pad, stride)
    res = w.reshape((F, -1)).dot(x_cols) + b.reshape(-1, 1)

    out = res.reshape(F, H_out, W_out, N)
    out = out.transpose(3, 0, 1, 2)

    cache = (x, w, b, conv_param, x_cols)
    return out, cache


def conv_backward(dout, cache):
    x, w, b, conv_param, x_cols = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    F, _, HH, WW = w.shape

    db = np.sum(dout, axis=(0, 2, 3))

    dout_reshaped = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dw = dout_reshaped.dot(x_cols.T).reshape(w.shape)

    dx_cols = w.reshape(F, -1).T.dot(dout_reshaped)
    dx = col2im_indices(dx_cols, x.shape, HH, WW, pad, stride)

    return dx, dw, db


def max_pool_forward(x, pool_param):
    """
    A naive implementation of the forward pass for a max-pooling layer.
    """
    N, C, H, W = x.shape
    HH, WW = pool_param['pool_height'], pool_param['pool_width']
    stride = pool_param['stride']
    H_out = 1 + (H - HH) // stride
    W_out = 1 + (W - WW) // stride

    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            x_window = x[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
            out[:, :, i, j] = np.max(x_window, axis=(2, 3))

    cache = (x, pool_param)
    return out, cache


def max_pool_backward(dout, cache):
    """
    A naive implementation of the backward pass for a max-pooling layer.
    """
    x, pool_param = cache
    HH, WW = pool_param['pool_height'], pool_param['pool_width']
    stride = pool_param['stride']
    N, C, H_out, W_out = dout.shape

    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    hs, ws = i * stride, j * stride
                    window = x[n, c, hs:hs + HH, ws:ws + WW]
                    # argmax instead of (window == max): a tie must not be counted twice
                    m, k = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, hs + m, ws + k] += dout[n, c, i, j]
    return dx


def softmax_loss(x, y):
    """
    Computes the loss and gradient for softmax classification.

    Inputs:
    - x: Input data, of shape (N, C) where x[i, j] is the score for the jth
      class for the ith input.
    - y: Vector of labels, of shape (N,) where y[i] is the label for x[i] and
      0 <= y[i] < C

    Returns a tuple of:
    - loss: Scalar giving the loss
    - dx: Gradient of the loss with respect to x
    """
    shifted_logits = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted_logits), axis=1, keepdims=True)
    log_probs = shifted_logits - np.log(Z)
    probs = np.exp(log_probs)
    N = x.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


def saturation_fraction(x, kind):
    x = np.asarray(x)
    if kind == 'sigmoid':
        _, cache = sigmoid_forward(x)
        grad = sigmoid_backward(np.ones(x.shape), cache)
        max_grad = 0.25
    elif kind == 'tanh':
        _, cache = tanh_forward(x)
        grad = tanh_backward(np.ones(x.shape), cache)
        max_grad = 1.0
    else:
        raise ValueError('Invalid kind "%s"' % kind)
    return np.mean(grad < 0.01 * max_grad)


def dead_relu_fraction(activations):
    if activations.ndim == 4:
        N, C, H, W = activations.shape
        activations = activations.transpose(0, 2, 3, 1).reshape(-1, C)
    dead = np.all(activations == 0, axis=0)
    return np.mean(dead)
