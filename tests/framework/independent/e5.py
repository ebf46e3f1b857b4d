"""Layers with their checks. `python layers.py` runs the self-test at the end."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


# ------------------------------------------------------------------- checks

def _require(condition, message):
    if not condition:
        raise ValueError(message)


def _check_same_shape(dout, shape, who):
    _require(np.shape(dout) == tuple(shape), f"{who}: dout is {np.shape(dout)}, expected {tuple(shape)}")


def _check_window(size, window, stride, who):
    _require(stride >= 1, f"{who}: the stride must be at least 1, not {stride}")
    _require(1 <= window <= size, f"{who}: a window of {window} does not fit into {size}")
    return 1 + (size - window) // stride


# ---------------------------------------------------------- softmax and loss

def softmax_loss(x, y):
    x, y = np.asarray(x), np.asarray(y)
    _require(x.ndim == 2, "softmax_loss: x must be (N, C)")
    _require(y.shape == x.shape[:1], "softmax_loss: one label an example")
    _require(x.shape[0] > 0, "softmax_loss: empty batch")
    _require(y.min() >= 0 and y.max() < x.shape[1], "softmax_loss: label out of range")

    count, classes = x.shape
    onehot = np.eye(classes)[y.astype(int)]
    scores = x - x.max(axis=1)[:, None]
    expo = np.exp(scores)
    total = expo.sum(axis=1)
    loss = np.mean(np.log(total) - (scores * onehot).sum(axis=1))
    return float(loss), (expo / total[:, None] - onehot) / count


# --------------------------------------------------------------- affine layer

def affine_forward(x, w, b):
    """out = x w + b"""
    _require(x.ndim >= 1 and w.ndim == 2, "affine: x or w has the wrong number of axes")
    features = int(np.prod(x.shape[1:]))
    _require(features == w.shape[0], f"affine: {features} features, but w has {w.shape[0]} rows")
    _require(b.shape == (w.shape[1],), "affine: b does not fit w")

    out = np.einsum("nd,dm->nm", x.reshape(x.shape[0], features), w)
    out = out + b[None, :]
    return out, {"x": x, "w": w}


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    _check_same_shape(dout, (x.shape[0], w.shape[1]), "affine_backward")

    flat = x.reshape(x.shape[0], w.shape[0])
    dx = np.einsum("nm,dm->nd", dout, w).reshape(x.shape)
    dw = np.einsum("nd,nm->dm", flat, dout)
    db = np.einsum("nm->m", dout)
    return dx, dw, db


# ---------------------------------------------------------------- activations

def relu_forward(x):
    x = np.asarray(x)
    return np.where(x > 0, x, 0), {"x": x}


def relu_backward(dout, cache):
    x = cache["x"]
    _check_same_shape(dout, x.shape, "relu_backward")
    return np.where(x > 0, dout, 0)


def leaky_relu_forward(x, alpha=0.01):
    _require(0 <= alpha < 1, f"leaky_relu: alpha must be in [0, 1), not {alpha}")
    x = np.asarray(x)
    active = x > 0
    return np.where(active, x, alpha * x), {"active": active, "alpha": alpha}


def leaky_relu_backward(dout, cache):
    active = cache["active"]
    _check_same_shape(dout, active.shape, "leaky_relu_backward")
    return np.where(active, dout, cache["alpha"] * dout)


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha)
    _require(x.ndim in (2, 4), "prelu: x must be (N, C) or (N, C, H, W)")
    _require(alpha.shape in ((), (x.shape[1],)), f"prelu: alpha {alpha.shape} does not fit x {x.shape}")

    # channels last, so that (C,) and () both broadcast
    last = np.moveaxis(x, 1, -1)
    out = np.where(last > 0, last, alpha * last)
    return np.moveaxis(out, -1, 1), {"x": x, "alpha": alpha}


def prelu_backward(dout, cache):
    x, alpha = cache["x"], cache["alpha"]
    _check_same_shape(dout, x.shape, "prelu_backward")

    xl, gl = np.moveaxis(x, 1, -1), np.moveaxis(dout, 1, -1)
    dx = np.moveaxis(np.where(xl > 0, gl, alpha * gl), -1, 1)
    share = np.where(xl > 0, 0.0, xl * gl).reshape(-1, x.shape[1]).sum(axis=0)
    dalpha = share if alpha.ndim == 1 else np.asarray(share.sum())
    assert dalpha.shape == alpha.shape
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    x = np.asarray(x)
    below = np.where(x > 0, 0.0, x)          # exp never sees a positive number
    out = np.where(x > 0, x, alpha * np.expm1(below))
    slope = np.where(x > 0, 1.0, alpha * np.exp(below))
    return out, {"slope": slope}


def elu_backward(dout, cache):
    _check_same_shape(dout, cache["slope"].shape, "elu_backward")
    return dout * cache["slope"]


def sigmoid_forward(x):
    x = np.asarray(x)
    small = np.exp(-np.abs(x))               # in (0, 1]
    out = np.where(x >= 0, 1.0, small) / (1.0 + small)
    return out, {"slope": small / (1.0 + small) ** 2}


def sigmoid_backward(dout, cache):
    _check_same_shape(dout, cache["slope"].shape, "sigmoid_backward")
    return dout * cache["slope"]


def tanh_forward(x):
    x = np.asarray(x)
    e = np.expm1(-2.0 * np.abs(x))           # in (-1, 0]
    out = np.copysign(e / (e + 2.0), x)
    # 1 - t^2 = 4 exp(-2|x|) / (1 + exp(-2|x|))^2
    return out, {"slope": 4.0 * (e + 1.0) / (e + 2.0) ** 2}


def tanh_backward(dout, cache):
    _check_same_shape(dout, cache["slope"].shape, "tanh_backward")
    return dout * cache["slope"]


# --------------------------------------------------------------------- maxout

def maxout_forward(x, w, b):
    _require(x.ndim == 2 and w.ndim == 3, "maxout: x must be (N, D), w (D, M, K)")
    _require(x.shape[1] == w.shape[0], "maxout: x does not fit w")
    _require(b.shape == w.shape[1:], "maxout: b does not fit w")

    z = np.einsum("nd,dmk->nmk", x, w) + b
    out = z.max(axis=-1)
    top = z == out[:, :, None]
    share = top / top.sum(axis=-1, keepdims=True)    # equal pieces share
    return out, {"x": x, "w": w, "share": share}


def maxout_backward(dout, cache):
    x, w, share = cache["x"], cache["w"], cache["share"]
    _check_same_shape(dout, share.shape[:2], "maxout_backward")

    dz = share * dout[:, :, None]
    return np.einsum("nmk,dmk->nd", dz, w), np.einsum("nmk,nd->dmk", dz, x), dz.sum(axis=0)


# ---------------------------------------------------------------- convolution

def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    _require(x.ndim == 4 and w.ndim == 4, "conv: x and w must have four axes")
    _require(x.shape[1] == w.shape[1], f"conv: {x.shape[1]} channels in x, {w.shape[1]} in w")
    _require(b.shape == w.shape[:1], "conv: one bias a filter")
    _require(pad >= 0, "conv: negative padding")
    rows = _check_window(x.shape[2] + 2 * pad, w.shape[2], stride, "conv")
    cols = _check_window(x.shape[3] + 2 * pad, w.shape[3], stride, "conv")

    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncijhw,fchw->nfij", windows, w, optimize=True) + b[:, None, None]
    assert out.shape == (x.shape[0], w.shape[0], rows, cols)
    return out, {"windows": windows, "w": w, "x_shape": x.shape, "stride": stride, "pad": pad}


def conv_backward(dout, cache):
    windows, w, stride, pad = cache["windows"], cache["w"], cache["stride"], cache["pad"]
    n, c, height, width = cache["x_shape"]
    rows, cols = windows.shape[2:4]
    _check_same_shape(dout, (n, w.shape[0], rows, cols), "conv_backward")

    dw = np.einsum("nfij,ncijhw->fchw", dout, windows, optimize=True)
    db = np.einsum("nfij->f", dout)

    # tap by tap: what the filter's cell (h, v) saw forms a regular grid of pixels
    dpadded = np.zeros((n, c, height + 2 * pad, width + 2 * pad))
    for h, v in np.ndindex(*w.shape[2:]):
        grid = (..., slice(h, h + stride * rows, stride), slice(v, v + stride * cols, stride))
        target = dpadded[grid]
        target[:, :, :rows, :cols] += np.einsum("nfij,fc->ncij", dout, w[:, :, h, v])
    dx = dpadded[:, :, pad:pad + height, pad:pad + width]
    return dx, dw, db


# ---------------------------------------------------------------- max pooling

def max_pool_forward(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    _require(x.ndim == 4, "max_pool: x must be (N, C, H, W)")
    rows = _check_window(x.shape[2], ph, stride, "max_pool")
    cols = _check_window(x.shape[3], pw, stride, "max_pool")

    windows = sliding_window_view(x, (ph, pw), (2, 3))[:, :, ::stride, ::stride]
    out = windows.max(axis=(4, 5))
    assert out.shape == x.shape[:2] + (rows, cols)
    is_max = windows == out[..., None, None]
    share = is_max / is_max.sum(axis=(4, 5), keepdims=True)
    return out, {"share": share, "shape": x.shape, "stride": stride}


def max_pool_backward(dout, cache):
    share, shape, stride = cache["share"], cache["shape"], cache["stride"]
    _check_same_shape(dout, share.shape[:4], "max_pool_backward")

    dx = np.zeros(shape)
    ph, pw = share.shape[4:]
    dwin = share * dout[..., None, None]
    for i, j in np.ndindex(*dout.shape[2:]):
        top, left = i * stride, j * stride
        dx[:, :, top:top + ph, left:left + pw] += dwin[:, :, i, j]
    return dx


# ------------------------------------------------------------ training health

def saturation_fraction(x, kind):
    known = {"sigmoid": (sigmoid_forward, 0.25), "tanh": (tanh_forward, 1.0)}
    _require(kind in known, f"saturation_fraction: kind must be 'sigmoid' or 'tanh', not {kind!r}")
    x = np.asarray(x)
    _require(x.size > 0, "saturation_fraction: no inputs")

    forward, largest = known[kind]
    slope = forward(x)[1]["slope"]
    return np.count_nonzero(slope < largest / 100) / x.size


def dead_relu_fraction(activations):
    a = np.asarray(activations)
    _require(a.ndim in (2, 4), "dead_relu_fraction: activations must be (N, D) or (N, C, H, W)")
    _require(a.size > 0, "dead_relu_fraction: no activations")

    fires = np.count_nonzero(a, axis=0 if a.ndim == 2 else (0, 2, 3))
    return float(np.mean(fires == 0))


# ------------------------------------------------------------------ self-test

def _numeric(f, a, dout, h=1e-5):
    """Centred differences of sum(f() * dout) by the array a, which f uses."""
    grad = np.zeros(a.shape)
    for at in np.ndindex(*a.shape):
        old = a[at]
        a[at] = old + h
        up = np.sum(f() * dout)
        a[at] = old - h
        down = np.sum(f() * dout)
        a[at] = old
        grad[at] = (up - down) / (2 * h)
    return grad


def _self_test():
    rng = np.random.default_rng(0)
    normal = rng.standard_normal

    def gradients(forward, backward, arrays, *rest):
        out, cache = forward(*arrays, *rest)
        dout = normal(out.shape)
        found = backward(dout, cache)
        found = found if isinstance(found, tuple) else (found,)
        for a, g in zip(arrays, found):
            assert g.shape == a.shape, forward.__name__
            want = _numeric(lambda: forward(*arrays, *rest)[0], a, dout)
            np.testing.assert_allclose(g, want, rtol=1e-5, atol=1e-7, err_msg=forward.__name__)

    gradients(affine_forward, affine_backward, [normal((3, 2, 4)), normal((8, 5)), normal(5)])
    for fwd, bwd in [(sigmoid_forward, sigmoid_backward), (tanh_forward, tanh_backward),
                     (relu_forward, relu_backward)]:
        gradients(fwd, bwd, [normal((4, 5))])
    gradients(leaky_relu_forward, leaky_relu_backward, [normal((4, 5))], 0.2)
    gradients(elu_forward, elu_backward, [normal((4, 5))], 1.7)
    gradients(prelu_forward, prelu_backward, [normal((4, 3)), normal(3)])
    gradients(prelu_forward, prelu_backward, [normal((2, 3, 4, 2)), normal(3)])
    gradients(prelu_forward, prelu_backward, [normal((2, 3, 4, 2)), np.array(0.3)])
    gradients(maxout_forward, maxout_backward, [normal((4, 3)), normal((3, 2, 5)), normal((2, 5))])
    for stride in (1, 2, 3):
        for pad in (0, 1, 2):
            gradients(conv_forward, conv_backward, [normal((2, 3, 6, 5)), normal((2, 3, 3, 2)), normal(2)],
                      {"stride": stride, "pad": pad})
        gradients(max_pool_forward, max_pool_backward, [normal((2, 2, 6, 7))],
                  {"pool_height": 2, "pool_width": 3, "stride": stride})

    # by hand
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for fwd in (sigmoid_forward, tanh_forward, elu_forward):
            assert np.isfinite(fwd(np.array([-1e4, -1000.0, 0.0, 1000.0, 1e4]))[0]).all()
        assert softmax_loss(np.array([[1000.0, 0.0]]), np.array([1]))[0] == 1000.0
    assert saturation_fraction([0, 8], "tanh") == saturation_fraction([0, 8], "sigmoid") == 0.5
    assert dead_relu_fraction([[0, 1], [0, 0]]) == 0.5
    out, cache = max_pool_forward(np.ones((1, 1, 2, 2)), {"pool_height": 2, "pool_width": 2, "stride": 1})
    assert max_pool_backward(np.ones_like(out), cache).sum() == 1.0
    print("all good")


if __name__ == "__main__":
    _self_test()
