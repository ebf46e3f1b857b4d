# assignment: hw1_layers
import numpy as np


def maxout_forward(x, w, b):
    n, (d, m, k) = len(x), w.shape
    out, winners = [], []
    for i in range(n):
        row = []
        for j in range(m):
            scores = [float(sum(x[i, q] * w[q, j, p] for q in range(d)) + b[j, p]) for p in range(k)]
            top = max(scores)
            winners.append((i, j, scores.index(top)))
            row.append(top)
        out.append(row)
    return np.array(out), (x, w, winners)


def maxout_backward(dout, cache):
    x, w, winners = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1:])
    for i, j, p in winners:
        dx[i] += dout[i, j] * w[:, j, p]
        dw[:, j, p] += dout[i, j] * x[i]
        db[j, p] += dout[i, j]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    a, b, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    n, c, h, w = x.shape
    oh, ow = (h - a) // s + 1, (w - b) // s + 1
    winners = []
    for i in range(n):
        for j in range(c):
            for p in range(oh):
                for q in range(ow):
                    places = [(r, t) for r in range(p * s, p * s + a) for t in range(q * s, q * s + b)]
                    winners.append((i, j) + max(places, key=lambda place: x[i, j][place]))
    out = np.array([x[place] for place in winners]).reshape(n, c, oh, ow)
    return out, (winners, x.shape)


def max_pool_backward(dout, cache):
    winners, shape = cache
    dx = np.zeros(shape)
    for place, g in zip(winners, dout.flat):
        dx[place] += g
    return dx


def prelu_forward(x, alpha):
    if np.ndim(alpha) == 0:
        out = np.array([v if v > 0 else float(alpha) * v for v in x.flat]).reshape(x.shape)
    else:
        out = np.stack([np.where(x[:, c] > 0, x[:, c], alpha[c] * x[:, c]) for c in range(x.shape[1])], axis=1)
    return out, [x, alpha]


def prelu_backward(dout, cache):
    x, alpha = cache
    dx = np.array(dout)
    if np.ndim(alpha) == 0:
        dx[x <= 0] *= float(alpha)
        return dx, np.float64((dout * x)[x <= 0].sum())
    dalpha = np.zeros(len(alpha))
    for c in range(x.shape[1]):
        below = x[:, c] <= 0
        dalpha[c] = np.dot(dout[:, c][below], x[:, c][below])
        dx[:, c][below] *= alpha[c]
    return dx, dalpha
