"""Plain loops; caches are dicts."""

import math

import numpy as np


def affine_forward(x, w, b):
    out = np.zeros((x.shape[0], w.shape[1]))
    for i in range(x.shape[0]):
        row = x[i].reshape(-1)
        for m in range(w.shape[1]):
            total = b[m]
            for d in range(w.shape[0]):
                total += row[d] * w[d, m]
            out[i, m] = total
    return out, {"x": x, "w": w, "b": b}


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for i in range(len(x)):
        row, drow = x[i].reshape(-1), np.zeros(w.shape[0])
        for m in range(w.shape[1]):
            for d in range(w.shape[0]):
                drow[d] += w[d, m] * dout[i, m]
                dw[d, m] += row[d] * dout[i, m]
            db[m] += dout[i, m]
        dx[i] = drow.reshape(x.shape[1:])
    return dx, dw, db


def _each(function, *arrays):
    out = np.zeros(arrays[0].shape)
    for index in np.ndindex(*out.shape):
        out[index] = function(*(a[index] for a in arrays))
    return out


def _sigmoid(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    e = math.exp(v)
    return e / (1.0 + e)


def sigmoid_forward(x):
    out = _each(_sigmoid, x)
    return out, {"out": out}


def sigmoid_backward(dout, cache):
    return _each(lambda d, o: d * o * (1 - o), dout, cache["out"])


def tanh_forward(x):
    return _each(math.tanh, x), {"x": x}


def tanh_backward(dout, cache):
    return _each(lambda d, v: d * (1 - math.tanh(v) ** 2), dout, cache["x"])


def relu_forward(x):
    return _each(lambda v: v if v > 0 else 0.0, x), {"x": x}


def relu_backward(dout, cache):
    return _each(lambda d, v: d if v >= 0 else 0.0, dout, cache["x"])


def leaky_relu_forward(x, alpha=0.01):
    return _each(lambda v: v if v > 0 else alpha * v, x), {"x": x, "alpha": alpha}


def leaky_relu_backward(dout, cache):
    return _each(lambda d, v: d if v > 0 else cache["alpha"] * d, dout, cache["x"])


def _slope(alpha, index):
    return float(alpha) if np.ndim(alpha) == 0 else alpha[index[1]]


def prelu_forward(x, alpha):
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        out[index] = x[index] if x[index] > 0 else _slope(alpha, index) * x[index]
    return out, {"x": x, "alpha": alpha}


def prelu_backward(dout, cache):
    x, alpha = cache["x"], cache["alpha"]
    dx, dalpha = np.zeros(x.shape), np.zeros(np.shape(alpha))
    for index in np.ndindex(*x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
        else:
            dx[index] = _slope(alpha, index) * dout[index]
            dalpha[() if np.ndim(alpha) == 0 else index[1]] += x[index] * dout[index]
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    return _each(lambda v: v if v > 0 else alpha * (math.exp(v) - 1), x), {"x": x, "alpha": alpha}


def elu_backward(dout, cache):
    alpha = cache["alpha"]
    return _each(lambda d, v: d if v > 0 else d * alpha * math.exp(v), dout, cache["x"])


def maxout_forward(x, w, b):
    D, M, K = w.shape
    out, winner = np.zeros((len(x), M)), np.zeros((len(x), M), dtype=int)
    for i in range(len(x)):
        for m in range(M):
            pieces = [sum(x[i, d] * w[d, m, k] for d in range(D)) + b[m, k] for k in range(K)]
            winner[i, m] = pieces.index(max(pieces))
            out[i, m] = max(pieces)
    return out, {"x": x, "w": w, "winner": winner}


def maxout_backward(dout, cache):
    x, w, winner = cache["x"], cache["w"], cache["winner"]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1:])
    for i in range(len(x)):
        for m in range(w.shape[1]):
            k = winner[i, m]
            dx[i] += dout[i, m] * w[:, m, k]
            dw[:, m, k] += dout[i, m] * x[i]
            db[m, k] += dout[i, m]
    return dx, dw, db


def conv_forward(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad:pad + H, pad:pad + W] = x
    rows, columns = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, rows, columns))
    for n in range(N):
        for f in range(F):
            for i in range(rows):
                for j in range(columns):
                    r, c = i * stride, j * stride
                    out[n, f, i, j] = np.sum(padded[n, :, r:r + HH, c:c + WW] * w[f]) + b[f]
    return out, {"padded": padded, "x": x, "w": w, "param": conv_param}


def conv_backward(dout, cache):
    padded, x, w = cache["padded"], cache["x"], cache["w"]
    stride, pad = cache["param"]["stride"], cache["param"]["pad"]
    _, _, HH, WW = w.shape
    dpadded, dw, db = np.zeros(padded.shape), np.zeros(w.shape), np.zeros(len(w))
    for n, f, i, j in np.ndindex(*dout.shape):
        r, c = i * stride, j * stride
        dpadded[n, :, r:r + HH, c:c + WW] += w[f] * dout[n, f, i, j]
        dw[f] += padded[n, :, r:r + HH, c:c + WW] * dout[n, f, i, j]
        db[f] += dout[n, f, i, j]
    return dpadded[:, :, pad:pad + x.shape[2], pad:pad + x.shape[3]], dw, db


def max_pool_forward(x, pool_param):
    h, w, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - h) // s + 1, (W - w) // s + 1))
    for n, c, i, j in np.ndindex(*out.shape):
        out[n, c, i, j] = np.max(x[n, c, i * s:i * s + h, j * s:j * s + w])
    return out, {"x": x, "param": pool_param}


def max_pool_backward(dout, cache):
    x, param = cache["x"], cache["param"]
    h, w, s = param["pool_height"], param["pool_width"], param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        window = x[n, c, i * s:i * s + h, j * s:j * s + w]
        mask = window == window.max()
        dx[n, c, i * s:i * s + h, j * s:j * s + w] += dout[n, c, i, j] * mask / mask.sum()
    return dx


def softmax_loss(x, y):
    N, C = x.shape
    loss, dx = 0.0, np.zeros(x.shape)
    for i in range(N):
        top = max(x[i])
        log_sum = math.log(sum(math.exp(v - top) for v in x[i])) + top
        loss += log_sum - x[i, y[i]]
        for c in range(C):
            dx[i, c] = (math.exp(x[i, c] - log_sum) - (c == y[i])) / N
    return loss / N, dx


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError(kind)
    count = 0
    for v in x.ravel():
        if kind == "sigmoid":
            count += _sigmoid(v) * (1 - _sigmoid(v)) < 0.0025
        else:
            count += 1 - math.tanh(v) ** 2 < 0.01
    return count / x.size


def dead_relu_fraction(activations):
    units = activations.shape[1]
    return sum(not activations[:, u].any() for u in range(units)) / units
