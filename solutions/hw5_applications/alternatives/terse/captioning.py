"""As short as it gets."""

import numpy as np
from layers import *

NULL, START, END = range(3)


def word_embedding_forward(x, W):
    return np.take(W, x, axis=0), (x, len(W))


def word_embedding_backward(dout, cache):
    x, v = cache
    return np.eye(v)[x.ravel()].T @ dout.reshape(x.size, -1)


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    h = np.tanh(np.hstack([x, prev_h]) @ np.vstack([Wx, Wh]) + b)
    return h, (x, prev_h, Wx, Wh, h)


def rnn_step_backward(dnext_h, cache):
    x, prev_h, Wx, Wh, h = cache
    d = (1 - h * h) * dnext_h
    return d @ Wx.T, d @ Wh.T, x.T @ d, prev_h.T @ d, d.sum(0)


def rnn_forward(x, h0, Wx, Wh, b):
    h, pre = [h0], x @ Wx + b
    for t in range(x.shape[1]):
        h.append(np.tanh(pre[:, t] + h[-1] @ Wh))
    h = np.stack(h, 1)
    return h[:, 1:], (x, h, Wx, Wh)


def rnn_backward(dh, cache):
    x, h, Wx, Wh = cache
    d, back = (1 - h[:, 1:] ** 2), 0
    da = np.zeros(d.shape)
    for t in range(dh.shape[1])[::-1]:
        da[:, t] = d[:, t] * (dh[:, t] + back)
        back = da[:, t] @ Wh.T
    flat = da.reshape(-1, da.shape[2])
    return da @ Wx.T, back, x.reshape(len(flat), -1).T @ flat, h[:, :-1].reshape(len(flat), -1).T @ flat, flat.sum(0)


def temporal_affine_forward(x, w, b):
    return x @ w + b, (x, w)


def temporal_affine_backward(dout, cache):
    x, w = cache
    return dout @ w.T, np.tensordot(x, dout, ((0, 1), (0, 1))), dout.sum((0, 1))


def temporal_softmax_loss(x, y, mask):
    e = x - x.max(2, keepdims=True)
    e = e - np.log(np.exp(e).sum(2, keepdims=True))
    hot = np.eye(x.shape[2])[y] * mask[..., None]
    return -(hot * e).sum() / len(x), (np.exp(e) * mask[..., None] - hot) / len(x)


def caption_loss(params, features, captions):
    p, x, y = params, captions[:, :-1], captions[:, 1:]
    e, c1 = word_embedding_forward(x, p["We"])
    h, c2 = rnn_forward(e, features @ p["Wp"] + p["bp"], p["Wx"], p["Wh"], p["b"])
    s, c3 = temporal_affine_forward(h, p["Wv"], p["bv"])
    loss, d = temporal_softmax_loss(s, y, y > 0)
    d, dWv, dbv = temporal_affine_backward(d, c3)
    d, dh0, dWx, dWh, db = rnn_backward(d, c2)
    return loss, dict(Wp=features.T @ dh0, bp=dh0.sum(0), We=word_embedding_backward(d, c1), Wx=dWx, Wh=dWh, b=db, Wv=dWv, bv=dbv)


def greedy_captions(params, features, most):
    p, out = params, []
    h, w, alive = features @ p["Wp"] + p["bp"], np.ones(len(features), int), np.ones(len(features), int)
    for _ in range(most):
        h = np.tanh(p["We"][w] @ p["Wx"] + h @ p["Wh"] + p["b"])
        w = (h @ p["Wv"] + p["bv"]).argmax(1)
        out.append(w * alive)
        alive = alive * (w != END)
    return np.array(out).T


def caption_scores(found, right):
    return {"exact": float(np.mean((found != right).sum(1) == 0)), "token": float((found == right)[right > 0].mean())}


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    a = (x @ Wx + prev_h @ Wh + b).reshape(len(x), 4, -1).transpose(1, 0, 2)
    (i, f, o), g = 1 / (1 + np.exp(-np.clip(a[:3], -700, None))), np.tanh(a[3])
    c = f * prev_c + i * g
    return o * np.tanh(c), c, (x, prev_h, prev_c, Wx, Wh, i, f, o, g, c)


def lstm_step_backward(dnext_h, dnext_c, cache):
    x, h, c0, Wx, Wh, i, f, o, g, c = cache
    t = np.tanh(c)
    dc = dnext_c + dnext_h * o * (1 - t * t)
    d = np.hstack([dc * g * i * (1 - i), dc * c0 * f * (1 - f), dnext_h * t * o * (1 - o), dc * i * (1 - g * g)])
    return d @ Wx.T, d @ Wh.T, dc * f, x.T @ d, h.T @ d, d.sum(0)


def beam_search(params, features, width, most):
    p, rows, best = params, [], []
    for h in features @ p["Wp"] + p["bp"]:
        beams = [(0.0, (), h)]
        for _ in range(most):
            new = [b for b in beams if b[1][-1:] == (END,)]
            for l, ws, s in beams:
                if ws[-1:] != (END,):
                    s = np.tanh(p["We"][ws[-1] if ws else START] @ p["Wx"] + s @ p["Wh"] + p["b"])
                    z = s @ p["Wv"] + p["bv"]
                    z = z - z.max()
                    new += [(l + q, (*ws, k), s) for k, q in enumerate(z - np.log(np.exp(z).sum()))]
            beams = sorted(new, key=lambda b: -b[0])[:width]
        rows.append(beams[0][1] + (NULL,) * (most - len(beams[0][1])))
        best.append(beams[0][0])
    return np.array(rows), np.array(best)


def bleu(found, right, n):
    said = [[[w for w in map(int, row) if w > END] for row in rows] for rows in (found, right)]
    score = 1.0
    for k in range(1, n + 1):
        hit = count = 0
        for a, b in zip(*said):
            a, b = ([tuple(s[i : i + k]) for i in range(len(s) - k + 1)] for s in (a, b))
            hit, count = hit + sum(min(a.count(r), b.count(r)) for r in set(a)), count + len(a)
        score *= (hit / count) ** (1 / n) if count else 0.0
    c, r = (sum(map(len, s)) for s in said)
    return score if c >= r or not score else score * float(np.exp(1 - r / c))
