"""Sums over named axes; time is the first axis inside, and one-hot words are multiplied."""

import numpy as np

NULL, START, END = 0, 1, 2


def _hot(words, v):
    return (words[..., None] == np.arange(v)).astype(float)


def word_embedding_forward(x, W):
    hot = _hot(x, len(W))
    return np.einsum("ntv,vd->ntd", hot, W), hot


def word_embedding_backward(dout, cache):
    return np.einsum("ntv,ntd->vd", cache, dout)


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    next_h = np.tanh(np.einsum("nd,dh->nh", x, Wx) + np.einsum("nk,kh->nh", prev_h, Wh) + b)
    return next_h, {"x": x, "prev": prev_h, "Wx": Wx, "Wh": Wh, "slope": 1 - next_h**2}


def rnn_step_backward(dnext_h, cache):
    da = dnext_h * cache["slope"]
    return (
        np.einsum("nh,dh->nd", da, cache["Wx"]),
        np.einsum("nh,kh->nk", da, cache["Wh"]),
        np.einsum("nd,nh->dh", cache["x"], da),
        np.einsum("nk,nh->kh", cache["prev"], da),
        np.einsum("nh->h", da),
    )


def rnn_forward(x, h0, Wx, Wh, b):
    driven = np.einsum("ntd,dh->tnh", x, Wx) + b
    states = np.empty((len(driven) + 1, *h0.shape))
    states[0] = h0
    for t, a in enumerate(driven):
        states[t + 1] = np.tanh(a + states[t] @ Wh)
    return np.swapaxes(states[1:], 0, 1).copy(), (x, states, Wx, Wh)


def rnn_backward(dh, cache):
    x, states, Wx, Wh = cache
    upstream = np.swapaxes(dh, 0, 1)
    da = np.empty(upstream.shape)
    arriving = np.zeros(states.shape[1:])
    for t in range(len(da) - 1, -1, -1):
        da[t] = (upstream[t] + arriving) * (1 - states[t + 1] ** 2)
        arriving = da[t] @ Wh.T
    return (
        np.einsum("tnh,dh->ntd", da, Wx),
        arriving,
        np.einsum("ntd,tnh->dh", x, da),
        np.einsum("tnk,tnh->kh", states[:-1], da),
        np.einsum("tnh->h", da),
    )


def temporal_affine_forward(x, w, b):
    return np.einsum("ntd,dm->ntm", x, w) + b, (x, w)


def temporal_affine_backward(dout, cache):
    x, w = cache
    return np.einsum("ntm,dm->ntd", dout, w), np.einsum("ntd,ntm->dm", x, dout), np.einsum("ntm->m", dout)


def temporal_softmax_loss(x, y, mask):
    shifted = x - np.max(x, axis=-1, keepdims=True)
    powers = np.exp(shifted)
    totals = np.einsum("ntv->nt", powers)
    right = np.take_along_axis(shifted, y[:, :, None], axis=2)[:, :, 0]
    loss = np.einsum("nt,nt->", mask.astype(float), np.log(totals) - right) / len(x)
    dx = np.einsum("ntv,nt->ntv", powers, 1 / totals) - _hot(y, x.shape[2])
    return loss, np.einsum("ntv,nt->ntv", dx, mask / len(x))


def caption_loss(params, features, captions):
    targets = captions[:, 1:]
    h0 = np.einsum("nf,fh->nh", features, params["Wp"]) + params["bp"]
    x, hot = word_embedding_forward(captions[:, :-1], params["We"])
    h, steps = rnn_forward(x, h0, params["Wx"], params["Wh"], params["b"])
    scores, last = temporal_affine_forward(h, params["Wv"], params["bv"])
    loss, dscores = temporal_softmax_loss(scores, targets, targets > 0)
    dh, dWv, dbv = temporal_affine_backward(dscores, last)
    dx, dh0, dWx, dWh, db = rnn_backward(dh, steps)
    grads = {"We": word_embedding_backward(dx, hot), "Wx": dWx, "Wh": dWh, "b": db, "Wv": dWv, "bv": dbv}
    return loss, {**grads, "Wp": np.einsum("nf,nh->fh", features, dh0), "bp": np.einsum("nh->h", dh0)}


def greedy_captions(params, features, most):
    h = np.einsum("nf,fh->nh", features, params["Wp"]) + params["bp"]
    words = np.full((len(features), most + 1), START)
    for t in range(most):
        x, _ = word_embedding_forward(words[:, t : t + 1], params["We"])
        h, _ = rnn_step_forward(x[:, 0], h, params["Wx"], params["Wh"], params["b"])
        words[:, t + 1] = np.argmax(h @ params["Wv"] + params["bv"], axis=1)
    said = words[:, 1:]
    ended_before = np.cumsum(said == END, axis=1) - (said == END) > 0
    return np.where(ended_before, NULL, said)


def caption_scores(found, right):
    there = right != NULL
    return {
        "exact": np.count_nonzero(np.all(found == right, axis=1)) / len(right),
        "token": np.count_nonzero((found == right) & there) / np.count_nonzero(there),
    }


def _sigma(x):
    return np.exp(-np.logaddexp(0, -x))


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    h = prev_h.shape[1]
    a = np.einsum("nd,dk->nk", x, Wx) + np.einsum("nh,hk->nk", prev_h, Wh) + b
    gates = np.concatenate([_sigma(a[:, : 3 * h]), np.tanh(a[:, 3 * h :])], axis=1).reshape(-1, 4, h)
    next_c = np.einsum("nh,nh->nh", gates[:, 1], prev_c) + gates[:, 0] * gates[:, 3]
    return gates[:, 2] * np.tanh(next_c), next_c, (x, prev_h, prev_c, Wx, Wh, gates, np.tanh(next_c))


def lstm_step_backward(dnext_h, dnext_c, cache):
    x, prev_h, prev_c, Wx, Wh, gates, squashed = cache
    i, f, o, g = np.swapaxes(gates, 0, 1)
    dc = dnext_c + dnext_h * o * (1 - squashed**2)
    da = np.stack([dc * g * i * (1 - i), dc * prev_c * f * (1 - f), dnext_h * squashed * o * (1 - o), dc * i * (1 - g**2)], 1)
    da = da.reshape(len(x), -1)
    dx, dh = np.einsum("nk,dk->nd", da, Wx), np.einsum("nk,hk->nh", da, Wh)
    return dx, dh, dc * f, np.einsum("nd,nk->dk", x, da), np.einsum("nh,nk->hk", prev_h, da), np.einsum("nk->k", da)


def beam_search(params, features, width, most):
    captions, log_p = [], []
    for row in features:
        h = (row @ params["Wp"] + params["bp"])[None]
        words, logs, ended = np.zeros((1, 0), dtype=int), np.zeros(1), np.array([False])
        for t in range(most):
            last = words[:, -1] if t else np.array([START])
            h = np.tanh(params["We"][last] @ params["Wx"] + h @ params["Wh"] + params["b"])
            scores = h @ params["Wv"] + params["bv"]
            shifted = scores - scores.max(axis=1, keepdims=True)
            gains = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            gains[ended] = np.where(np.arange(gains.shape[1]) == NULL, 0.0, -np.inf)
            totals = (logs[:, None] + gains).ravel()
            chosen = np.argsort(-totals, kind="stable")[:width]
            chosen = chosen[np.isfinite(totals[chosen])]
            beam, word = np.divmod(chosen, gains.shape[1])
            words, logs = np.hstack([words[beam], word[:, None]]), totals[chosen]
            ended, h = ended[beam] | (word == END), h[beam]
        captions.append(words[0])
        log_p.append(logs[0])
    return np.array(captions), np.array(log_p)


def _grams(row, k):
    row = row[row > END]
    return np.lib.stride_tricks.sliding_window_view(row, k) if len(row) >= k else np.zeros((0, k), dtype=int)


def bleu(found, right, n):
    precisions = []
    for k in range(1, n + 1):
        hits, count = 0, 0
        for own, other in zip(found, right):
            runs, times = np.unique(_grams(own, k), axis=0, return_counts=True)
            there = _grams(other, k)
            hits += sum(min(int(m), int(np.all(there == run, axis=1).sum())) for run, m in zip(runs, times))
            count += int(times.sum())
        precisions.append(hits / max(count, 1))
    if min(precisions) == 0:
        return 0.0
    c, r = np.count_nonzero(found > END), np.count_nonzero(right > END)
    return float(np.exp(np.mean(np.log(precisions))) * np.exp(min(0.0, 1 - r / c)))
