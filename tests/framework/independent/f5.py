import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows

# Formulas first; each cache is whatever the formula of the backward pass asks for
# (often simply the local slope, sometimes a function dout -> gradients).


def sigmoid_forward(x):
    # log s = -log(1 + e^-x), and logaddexp knows how to do that
    return (s := np.exp(-np.logaddexp(0.0, -x))), s * (1.0 - s)


def tanh_forward(x):
    return (t := np.tanh(x)), 1.0 - t * t


def relu_forward(x):
    return x * (slope := np.heaviside(x, 0.0)), slope


def leaky_relu_forward(x, alpha=0.01):
    return x * (slope := alpha + (1.0 - alpha) * np.heaviside(x, 0.0)), slope


def elu_forward(x, alpha=1.0):
    return (np.where(on := x > 0, x, alpha * np.expm1(low := np.clip(x, None, 0.0))),
            np.where(on, 1.0, alpha * np.exp(low)))


def _times_slope(dout, cache):
    return cache * dout


sigmoid_backward = tanh_backward = relu_backward = leaky_relu_backward = elu_backward = _times_slope


def prelu_forward(x, alpha):
    a = np.reshape(alpha, (-1,) + (1,) * (x.ndim - 2))
    return x * (slope := np.where(x > 0, 1.0, a)), (slope, np.clip(x, None, 0.0), np.shape(alpha))


def prelu_backward(dout, cache):
    slope, low, shape = cache
    return slope * dout, (np.einsum('ncp->c', (dout * low).reshape(*dout.shape[:2], -1)) if shape
                          else np.asarray(np.vdot(dout, low)))


def affine_forward(x, w, b):
    return (rows := x.reshape(x.shape[0], -1)).dot(w) + b, lambda d: (
        d.dot(w.T).reshape(x.shape), rows.T.dot(d), np.ones(x.shape[0]).dot(d))


def affine_backward(dout, cache):
    return cache(dout)


def maxout_forward(x, w, b):
    # eye[argmax] is the one-hot choice of the winning piece, (N, M, K)
    choice = np.eye(b.shape[1])[(z := np.tensordot(x, w, 1) + b).argmax(-1)]
    return (z * choice).sum(-1), (x, w, choice)


def maxout_backward(dout, cache):
    x, w, choice = cache
    return (np.tensordot(dz := choice * dout[..., None], w, ([1, 2], [1, 2])),
            np.tensordot(x, dz, (0, 0)),
            dz.sum(0))


def conv_forward(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    v = windows(np.pad(x, ((0,), (0,), (p,), (p,))), w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    return (np.einsum('ncijhw,fchw->nfij', v, w, optimize=True) + b[:, None, None],
            (v, w, x.shape, s, p))


def conv_backward(dout, cache):
    v, w, (N, C, H, W), s, p = cache
    F, _, hh, ww = w.shape
    # dx is the full correlation of dout, spread out by the stride, with the flipped filters;
    # what the stride does not cover at the bottom and right sees only zeros
    spread = np.zeros((N, F, H + 2 * p + hh - 1, W + 2 * p + ww - 1))
    spread[:, :, hh - 1:, ww - 1:][:, :, ::s, ::s][:, :, :dout.shape[2], :dout.shape[3]] = dout
    return (np.einsum('nfijhw,fchw->ncij',
                      windows(spread, (hh, ww), axis=(2, 3)), w[:, :, ::-1, ::-1],
                      optimize=True)[:, :, p:p + H, p:p + W],
            np.einsum('nfij,ncijhw->fchw', dout, v, optimize=True),
            np.einsum('nfij->f', dout))


def max_pool_forward(x, pool_param):
    size, s = (pool_param['pool_height'], pool_param['pool_width']), pool_param['stride']
    look = lambda a: windows(a, size, axis=(2, 3))[:, :, ::s, ::s]
    out = (v := look(x)).max((4, 5), keepdims=True)
    # equal maxima share the gradient equally
    share = (tie := v == out) / tie.sum((4, 5), keepdims=True)
    return out[..., 0, 0], (share, look(np.arange(x.size).reshape(x.shape)), x.shape)


def max_pool_backward(dout, cache):
    share, address, shape = cache
    return np.bincount(address.ravel(), (share * dout[..., None, None]).ravel(),
                       minlength=np.prod(shape)).reshape(shape)


def softmax_loss(x, y):
    logp = (z := x - x.max(1, keepdims=True)) - np.log(np.exp(z).sum(1, keepdims=True))
    return (-(logp * (hot := np.eye(x.shape[1])[y])).sum() / (n := len(y)),
            (np.exp(logp) - hot) / n)


def saturation_fraction(x, kind):
    # 4 s(x) (1 - s(x)) = 1 - tanh^2(x / 2): the same curve, twice as wide
    if (width := {'sigmoid': 2.0, 'tanh': 1.0}.get(kind)) is None:
        raise ValueError(f'{kind}: neither sigmoid nor tanh')
    return (1.0 - np.tanh(np.asarray(x) / width) ** 2 < 0.01).mean()


def dead_relu_fraction(activations):
    return 1.0 - activations.swapaxes(0, 1).reshape(activations.shape[1], -1).any(1).mean()
