"""As a beginner writes it: loops over steps, sequences and words wherever they are quick enough."""
import math

import numpy as np


def word_embedding_forward(x, W):
    N, T = x.shape
    out = np.zeros((N, T, W.shape[1]))
    for n in range(N):
        for t in range(T):
            out[n, t] = W[x[n, t]]
    return out, (x, W.shape[0])


def word_embedding_backward(dout, cache):
    x, V = cache
    N, T, D = dout.shape
    dW = np.zeros((V, D))
    for n in range(N):
        for t in range(T):
            dW[x[n, t]] += dout[n, t]
    return dW


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    a = np.dot(x, Wx) + np.dot(prev_h, Wh) + b
    next_h = np.tanh(a)
    cache = (x, prev_h, Wx, Wh, b, a)
    return next_h, cache


def rnn_step_backward(dnext_h, cache):
    x, prev_h, Wx, Wh, b, a = cache
    da = dnext_h * (1 - np.tanh(a) * np.tanh(a))
    dx = np.dot(da, Wx.T)
    dprev_h = np.dot(da, Wh.T)
    dWx = np.dot(x.T, da)
    dWh = np.dot(prev_h.T, da)
    db = np.zeros(b.shape)
    for row in da:
        db += row
    return dx, dprev_h, dWx, dWh, db


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = x.shape
    H = h0.shape[1]
    h = np.zeros((N, T, H))
    cache = []
    prev_h = h0
    for t in range(T):
        next_h, step = rnn_step_forward(x[:, t, :], prev_h, Wx, Wh, b)
        h[:, t, :] = next_h
        cache.append(step)
        prev_h = next_h
    return h, cache


def rnn_backward(dh, cache):
    N, T, H = dh.shape
    D = cache[0][0].shape[1]
    dx = np.zeros((N, T, D))
    dWx = np.zeros((D, H))
    dWh = np.zeros((H, H))
    db = np.zeros(H)
    dprev_h = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        dnext_h = dh[:, t, :] + dprev_h
        dx_t, dprev_h, dWx_t, dWh_t, db_t = rnn_step_backward(dnext_h, cache[t])
        dx[:, t, :] = dx_t
        dWx += dWx_t
        dWh += dWh_t
        db += db_t
    return dx, dprev_h, dWx, dWh, db


def temporal_affine_forward(x, w, b):
    N, T, D = x.shape
    out = np.zeros((N, T, w.shape[1]))
    for t in range(T):
        out[:, t, :] = np.dot(x[:, t, :], w) + b
    return out, (x, w)


def temporal_affine_backward(dout, cache):
    x, w = cache
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(w.shape[1])
    for t in range(x.shape[1]):
        dx[:, t, :] = np.dot(dout[:, t, :], w.T)
        dw += np.dot(x[:, t, :].T, dout[:, t, :])
        db += np.sum(dout[:, t, :], axis=0)
    return dx, dw, db


def temporal_softmax_loss(x, y, mask):
    N, T, V = x.shape
    loss = 0.0
    dx = np.zeros((N, T, V))
    for n in range(N):
        for t in range(T):
            if not mask[n, t]:
                continue
            scores = x[n, t] - np.max(x[n, t])
            powers = np.exp(scores)
            total = np.sum(powers)
            loss += math.log(total) - scores[y[n, t]]
            dx[n, t] = powers / total
            dx[n, t, y[n, t]] -= 1
    return loss / N, dx / N


def caption_loss(params, features, captions):
    inputs = captions[:, :-1]
    targets = captions[:, 1:]
    mask = targets != 0
    h0 = np.dot(features, params["Wp"]) + params["bp"]
    vectors, cache_words = word_embedding_forward(inputs, params["We"])
    h, cache_rnn = rnn_forward(vectors, h0, params["Wx"], params["Wh"], params["b"])
    scores, cache_scores = temporal_affine_forward(h, params["Wv"], params["bv"])
    loss, dscores = temporal_softmax_loss(scores, targets, mask)

    grads = {}
    dh, grads["Wv"], grads["bv"] = temporal_affine_backward(dscores, cache_scores)
    dvectors, dh0, grads["Wx"], grads["Wh"], grads["b"] = rnn_backward(dh, cache_rnn)
    grads["We"] = word_embedding_backward(dvectors, cache_words)
    grads["Wp"] = np.dot(features.T, dh0)
    grads["bp"] = np.sum(dh0, axis=0)
    return loss, grads


def greedy_captions(params, features, most):
    N = features.shape[0]
    captions = np.zeros((N, most), dtype=int)
    for n in range(N):
        h = np.dot(features[n : n + 1], params["Wp"]) + params["bp"]
        word = 1
        for t in range(most):
            x = params["We"][word : word + 1]
            h, _ = rnn_step_forward(x, h, params["Wx"], params["Wh"], params["b"])
            scores = np.dot(h, params["Wv"]) + params["bv"]
            word = int(np.argmax(scores[0]))
            captions[n, t] = word
            if word == 2:
                break
    return captions


def caption_scores(found, right):
    exact = 0
    hits = 0
    words = 0
    for f, r in zip(found, right):
        same = True
        for a, b in zip(f, r):
            if a != b:
                same = False
            if b != 0:
                words += 1
                if a == b:
                    hits += 1
        if same:
            exact += 1
    return {"exact": exact / len(right), "token": hits / words}


def sigmoid(x):
    out = np.zeros(x.shape)
    positive = x >= 0
    out[positive] = 1 / (1 + np.exp(-x[positive]))
    out[~positive] = np.exp(x[~positive]) / (1 + np.exp(x[~positive]))
    return out


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    H = prev_h.shape[1]
    a = np.dot(x, Wx) + np.dot(prev_h, Wh) + b
    i = sigmoid(a[:, 0:H])
    f = sigmoid(a[:, H : 2 * H])
    o = sigmoid(a[:, 2 * H : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    next_c = f * prev_c + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c, (x, prev_h, prev_c, Wx, Wh, i, f, o, g, next_c)


def lstm_step_backward(dnext_h, dnext_c, cache):
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, next_c = cache
    H = prev_h.shape[1]
    do = dnext_h * np.tanh(next_c)
    dc = dnext_c + dnext_h * o * (1 - np.tanh(next_c) ** 2)
    da = np.zeros((len(x), 4 * H))
    da[:, 0:H] = dc * g * i * (1 - i)
    da[:, H : 2 * H] = dc * prev_c * f * (1 - f)
    da[:, 2 * H : 3 * H] = do * o * (1 - o)
    da[:, 3 * H :] = dc * i * (1 - g**2)
    return da.dot(Wx.T), da.dot(Wh.T), dc * f, x.T.dot(da), prev_h.T.dot(da), da.sum(axis=0)


def beam_search(params, features, width, most):
    N = len(features)
    captions = np.zeros((N, most), dtype=int)
    log_p = np.zeros(N)
    for n in range(N):
        h0 = np.dot(features[n], params["Wp"]) + params["bp"]
        beams = [{"log_p": 0.0, "words": [], "h": h0}]
        for t in range(most):
            candidates = []
            for beam in beams:
                words = beam["words"]
                if len(words) > 0 and words[-1] == 2:
                    candidates.append(beam)
                    continue
                last = 1
                if len(words) > 0:
                    last = words[-1]
                a = np.dot(params["We"][last], params["Wx"]) + np.dot(beam["h"], params["Wh"])
                h = np.tanh(a + params["b"])
                scores = np.dot(h, params["Wv"]) + params["bv"]
                scores = scores - scores.max()
                logs = scores - math.log(np.exp(scores).sum())
                for word in range(len(logs)):
                    longer = {"log_p": beam["log_p"] + float(logs[word]), "words": words + [word], "h": h}
                    candidates.append(longer)
            candidates.sort(key=lambda c: c["log_p"], reverse=True)
            beams = candidates[:width]
        best = beams[0]
        for t in range(len(best["words"])):
            captions[n, t] = best["words"][t]
        log_p[n] = best["log_p"]
    return captions, log_p


def bleu(found, right, n):
    c = 0
    r = 0
    for row in found:
        for word in row:
            if word > 2:
                c += 1
    for row in right:
        for word in row:
            if word > 2:
                r += 1
    total = 0.0
    for k in range(1, n + 1):
        hits = 0
        count = 0
        for f, g in zip(found, right):
            f = [int(w) for w in f if w > 2]
            g = [int(w) for w in g if w > 2]
            theirs = {}
            for i in range(len(g) - k + 1):
                run = tuple(g[i : i + k])
                theirs[run] = theirs.get(run, 0) + 1
            for i in range(len(f) - k + 1):
                run = tuple(f[i : i + k])
                count += 1
                if theirs.get(run, 0) > 0:
                    theirs[run] -= 1
                    hits += 1
        if hits == 0:
            return 0.0
        total += math.log(hits / count)
    score = math.exp(total / n)
    if c < r:
        score *= math.exp(1 - r / c)
    return score
