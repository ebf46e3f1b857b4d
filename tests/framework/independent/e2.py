"""CNN layers seen as filters: correlation in the DFT domain, decimation, adjoints."""

import numpy as np
from numpy.fft import irfft2, rfft2


# ----------------------------------------------------------------- sampling

def _decimate(sig, step, rows, cols):
    """Keep every step-th sample of the last two axes, rows x cols samples in all."""
    return sig[..., : (rows - 1) * step + 1 : step, : (cols - 1) * step + 1 : step]


def _zero_stuff(sig, step, shape):
    """Adjoint of _decimate: put the samples back on a grid of zeros."""
    grid = np.zeros(sig.shape[:-2] + shape)
    grid[..., : (sig.shape[-2] - 1) * step + 1 : step, : (sig.shape[-1] - 1) * step + 1 : step] = sig
    return grid


# -------------------------------------------------------------- convolution
#
# A circular correlation of period (Hp, Wp), Hp = H + 2 pad, has no aliasing on lags 0 .. Hp - HH,
# which are just the "valid" ones. So the DFT has the size of the padded image and no more.
#     y  = x (*) w     ->  Y  = X conj(W)
#     dw = x (*) dy    ->  dW = X conj(dY)      (lags 0 .. HH-1)
#     dx = dy  *  w    ->  dX = dY W            (length Hp - HH + 1 + HH - 1 = Hp: fits)
# The stride is a decimator behind the filter; its adjoint stuffs zeros.

def conv_forward(x, w, b, conv_param):
    step, p = conv_param['stride'], conv_param['pad']
    H, W = x.shape[2:]
    period = (H + 2 * p, W + 2 * p)
    rows = (period[0] - w.shape[2]) // step + 1
    cols = (period[1] - w.shape[3]) // step + 1

    xp = np.pad(np.asarray(x, dtype=np.float64), [(0, 0), (0, 0), (p, p), (p, p)])
    X = rfft2(xp)
    Wf = rfft2(np.asarray(w, dtype=np.float64), s=period)
    Y = np.einsum('ncuv,fcuv->nfuv', X, Wf.conj())
    y = _decimate(irfft2(Y, s=period), step, rows, cols)
    out = y + np.reshape(b, (1, -1, 1, 1))
    return out, (X, Wf, period, x.shape, w.shape, step, p)


def conv_backward(dout, cache):
    X, Wf, period, x_shape, w_shape, step, p = cache
    dY = rfft2(_zero_stuff(dout, step, period))

    dxp = irfft2(np.einsum('nfuv,fcuv->ncuv', dY, Wf), s=period)
    dx = dxp[:, :, p:p + x_shape[2], p:p + x_shape[3]]

    lags = irfft2(np.einsum('ncuv,nfuv->fcuv', X, dY.conj()), s=period)
    dw = lags[:, :, :w_shape[2], :w_shape[3]]

    db = dout.sum(axis=(0, 2, 3))      # DC component
    return dx, dw, db


# ------------------------------------------------------------------ pooling
#
# The maximum filter is separable: along the rows first, then along the columns.

def _running_max(sig, length, step):
    """Sliding maximum along the last axis; also the tap at which it was found."""
    count = (sig.shape[-1] - length) // step + 1
    last = (count - 1) * step + 1
    peak = sig[..., 0:last:step].copy()
    tap = np.zeros(peak.shape, dtype=np.intp)
    for k in range(1, length):
        delayed = sig[..., k:k + last:step]
        higher = delayed > peak
        tap[higher] = k
        peak[higher] = delayed[higher]
    return peak, tap


def _running_max_adjoint(grad, tap, length, step, size):
    back = np.zeros(grad.shape[:-1] + (size,))
    last = (grad.shape[-1] - 1) * step + 1
    for k in range(length):
        back[..., k:k + last:step] += grad * (tap == k)
    return back


def max_pool_forward(x, pool_param):
    ph, pw, step = (pool_param[k] for k in ('pool_height', 'pool_width', 'stride'))
    horiz, tap_h = _running_max(x, pw, step)
    vert, tap_v = _running_max(horiz.swapaxes(2, 3), ph, step)
    return vert.swapaxes(2, 3), (tap_h, tap_v, ph, pw, step, x.shape)


def max_pool_backward(dout, cache):
    tap_h, tap_v, ph, pw, step, shape = cache
    g = _running_max_adjoint(dout.swapaxes(2, 3), tap_v, ph, step, shape[2])
    return _running_max_adjoint(g.swapaxes(2, 3), tap_h, pw, step, shape[3])


# -------------------------------------------------------- memoryless systems

def sigmoid_forward(x):
    # log s = -log(1 + e^-x)
    s = np.exp(-np.logaddexp(0.0, np.negative(x)))
    return s, s


def sigmoid_backward(dout, cache):
    return dout * (cache - cache ** 2)


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    return dout * (1 + cache) * (1 - cache)


def relu_forward(x):
    """Half-wave rectifier."""
    gate = np.heaviside(x, 0.0)
    return x * gate, gate


def relu_backward(dout, cache):
    return dout * cache


def leaky_relu_forward(x, alpha=0.01):
    gain = alpha + (1.0 - alpha) * np.heaviside(x, 0.0)
    # alpha < 1: the upper envelope of the two lines
    return np.maximum(x, alpha * x), gain


def leaky_relu_backward(dout, cache):
    return cache * dout


def _per_channel(alpha, ndim):
    a = np.asarray(alpha, dtype=np.float64)
    return a if a.ndim == 0 else a.reshape((-1,) + (1,) * (ndim - 2))


def prelu_forward(x, alpha):
    pos, neg = np.maximum(x, 0), np.minimum(x, 0)
    a = _per_channel(alpha, x.ndim)
    return pos + a * neg, (np.heaviside(x, 0.0), neg, a, np.shape(alpha))


def prelu_backward(dout, cache):
    gate, neg, a, alpha_shape = cache
    dx = dout * (gate + a * (1 - gate))
    energy = dout * neg                     # cross-correlation at lag 0
    if alpha_shape == ():
        return dx, energy.sum()
    axes = tuple(i for i in range(neg.ndim) if i != 1)
    return dx, energy.sum(axis=axes).reshape(alpha_shape)


def elu_forward(x, alpha=1.0):
    neg = np.minimum(x, 0)
    return np.maximum(x, 0) + alpha * np.expm1(neg), (neg, np.heaviside(x, 0.0), alpha)


def elu_backward(dout, cache):
    neg, gate, alpha = cache
    return dout * (gate + (1 - gate) * alpha * np.exp(neg))


# ------------------------------------------------------------ linear systems

def affine_forward(x, w, b):
    frame = np.reshape(x, (len(x), w.shape[0]))
    return frame @ w + b, (frame, w, x.shape)


def affine_backward(dout, cache):
    frame, w, shape = cache
    # adjoint of a matrix = its transpose
    return np.reshape(dout @ w.T, shape), frame.T @ dout, np.add.reduce(dout, axis=0)


def maxout_forward(x, w, b):
    bank = np.tensordot(x, w, axes=1) + b                  # (N, M, K) bank of linear filters
    sel = np.expand_dims(bank.argmax(axis=2), 2)
    return np.take_along_axis(bank, sel, 2)[..., 0], (x, w, sel)


def maxout_backward(dout, cache):
    x, w, sel = cache
    # demultiplexer: route every sample to the branch that was selected
    routed = np.zeros(dout.shape + (w.shape[2],))
    np.put_along_axis(routed, sel, dout[..., np.newaxis], 2)
    dx = np.tensordot(routed, w, axes=([1, 2], [1, 2]))
    dw = np.tensordot(x, routed, axes=(0, 0))
    return dx, dw, routed.sum(0)


# --------------------------------------------------------------------- loss

def softmax_loss(x, y):
    n = x.shape[0]
    level = x - np.amax(x, axis=1, keepdims=True)          # normalise to 0 dB peak
    logp = level - np.logaddexp.reduce(level, axis=1)[:, np.newaxis]
    target = (np.arange(x.shape[1]) == np.reshape(y, (-1, 1))).astype(np.float64)
    loss = -logp[target == 1].sum() / n
    return loss, (np.exp(logp) - target) / n


# --------------------------------------------------------------- monitoring

def saturation_fraction(x, kind):
    # Both slopes, over their maximum, are sech^2: of x/2 (sigmoid) and of x (tanh).
    # sech^2 u < 1/100  <=>  cosh u > 10  <=>  |u| > arccosh 10
    scale = {'sigmoid': 0.5, 'tanh': 1.0}.get(kind)
    if scale is None:
        raise ValueError(f'no such activation: {kind!r}')
    return float(np.mean(np.abs(np.multiply(scale, x)) > np.arccosh(10.0)))


def dead_relu_fraction(activations):
    peak = np.abs(activations).max(axis=(0,) + tuple(range(2, activations.ndim)))
    return float((peak == 0).mean())
