"""Layers as objects that remember their last call, a network as a list of them."""

import itertools
import math

import numpy as np
from layers import affine_backward, affine_forward, softmax_loss

NULL, START, END = 0, 1, 2


class Embedding:
    def __init__(self, W):
        self.W = W

    def forward(self, words):
        self.words = words
        return self.W[words]

    def backward(self, dout):
        self.dW = np.zeros_like(self.W)
        for word in np.unique(self.words):
            self.dW[word] = dout[self.words == word].sum(axis=0)


class Recurrent:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def step(self, x, h):
        return np.tanh(x @ self.Wx + h @ self.Wh + self.b)

    def forward(self, x, h0):
        self.x = x
        self.states = list(itertools.accumulate(np.swapaxes(x, 0, 1), lambda h, step: self.step(step, h), initial=h0))
        return np.stack(self.states[1:], axis=1)

    def backward(self, dh):
        self.dWx, self.dWh, self.db = (np.zeros_like(w) for w in (self.Wx, self.Wh, self.b))
        dx, later = np.zeros_like(self.x), np.zeros_like(self.states[0])
        for t in reversed(range(dh.shape[1])):
            da = (dh[:, t] + later) * (1 - np.square(self.states[t + 1]))
            self.dWx += self.x[:, t].T @ da
            self.dWh += self.states[t].T @ da
            self.db += da.sum(axis=0)
            dx[:, t], later = da @ self.Wx.T, da @ self.Wh.T
        return dx, later


class Affine:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def forward(self, x):
        self.shape = x.shape
        out, self.cache = affine_forward(x.reshape(-1, x.shape[-1]), self.w, self.b)
        return out.reshape(*x.shape[:-1], -1)

    def backward(self, dout):
        dx, self.dw, self.db = affine_backward(dout.reshape(-1, dout.shape[-1]), self.cache)
        return dx.reshape(self.shape)


class Captioner:
    def __init__(self, params):
        self.first = Affine(params["Wp"], params["bp"])
        self.words = Embedding(params["We"])
        self.network = Recurrent(params["Wx"], params["Wh"], params["b"])
        self.last = Affine(params["Wv"], params["bv"])

    def start(self, features):
        return self.first.forward(features)

    def after(self, word, state):
        state = self.network.step(self.words.forward(word), state)
        return state, self.last.forward(state)


def word_embedding_forward(x, W):
    layer = Embedding(W)
    return layer.forward(x), layer


def word_embedding_backward(dout, cache):
    cache.backward(dout)
    return cache.dW


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    layer = Recurrent(Wx, Wh, b)
    return layer.forward(x[:, None], prev_h)[:, 0], layer


def rnn_step_backward(dnext_h, cache):
    dx, dprev_h = cache.backward(dnext_h[:, None])
    return dx[:, 0], dprev_h, cache.dWx, cache.dWh, cache.db


def rnn_forward(x, h0, Wx, Wh, b):
    layer = Recurrent(Wx, Wh, b)
    return layer.forward(x, h0), layer


def rnn_backward(dh, cache):
    dx, dh0 = cache.backward(dh)
    return dx, dh0, cache.dWx, cache.dWh, cache.db


def temporal_affine_forward(x, w, b):
    layer = Affine(w, b)
    return layer.forward(x), layer


def temporal_affine_backward(dout, cache):
    dx = cache.backward(dout)
    return dx, cache.dw, cache.db


def temporal_softmax_loss(x, y, mask):
    """hw1's loss of the words that count; it is a mean over them, and this one over sequences."""
    count = int(np.count_nonzero(mask))
    loss, part = softmax_loss(x[mask], y[mask])
    dx = np.zeros(x.shape)
    dx[mask] = part * (count / len(x))
    return loss * count / len(x), dx


def caption_loss(params, features, captions):
    net = Captioner(params)
    state = net.start(features)
    h = net.network.forward(net.words.forward(captions[:, :-1]), state)
    targets = captions[:, 1:]
    loss, dscores = temporal_softmax_loss(net.last.forward(h), targets, targets != NULL)
    dx, dstate = net.network.backward(net.last.backward(dscores))
    net.words.backward(dx)
    net.first.backward(dstate)
    grads = {"Wp": net.first.dw, "bp": net.first.db, "We": net.words.dW, "Wv": net.last.dw, "bv": net.last.db}
    return loss, {**grads, "Wx": net.network.dWx, "Wh": net.network.dWh, "b": net.network.db}


def greedy_captions(params, features, most):
    net = Captioner(params)
    state, word = net.start(features), np.full(len(features), START)
    columns, over = [], np.zeros(len(features), dtype=bool)
    for _ in range(most):
        state, scores = net.after(word, state)
        word = scores.argmax(axis=1)
        columns.append(np.where(over, NULL, word))
        over = over | (word == END)
    return np.stack(columns, axis=1)


def caption_scores(found, right):
    wrong = found != right
    return {"exact": 1 - float(wrong.any(axis=1).mean()), "token": 1 - float(wrong[right != NULL].mean())}


class Memory:
    """One step of an LSTM."""

    def __init__(self, *given):
        self.x, self.h, self.c, self.Wx, self.Wh, b = given
        sums = np.split(self.x @ self.Wx + self.h @ self.Wh + b, 4, axis=1)
        self.i, self.f, self.o = ((1 + np.tanh(a / 2)) / 2 for a in sums[:3])
        self.g = np.tanh(sums[3])
        self.next_c = self.f * self.c + self.i * self.g
        self.next_h = self.o * np.tanh(self.next_c)

    def backward(self, dh, dc):
        i, f, o, g = self.i, self.f, self.o, self.g
        dc = dc + dh * o / np.cosh(self.next_c) ** 2
        da = [dc * g * (i - i * i), dc * self.c * (f - f * f), dh * np.tanh(self.next_c) * (o - o * o), dc * i * (1 - g * g)]
        da = np.hstack(da)
        return da @ self.Wx.T, da @ self.Wh.T, dc * f, self.x.T @ da, self.h.T @ da, da.sum(axis=0)


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    step = Memory(x, prev_h, prev_c, Wx, Wh, b)
    return step.next_h, step.next_c, step


def lstm_step_backward(dnext_h, dnext_c, cache):
    return cache.backward(dnext_h, dnext_c)


class Beginning:
    """A caption so far: its words, its log probability and the state that it ends in."""

    def __init__(self, words, log_p, state):
        self.words, self.log_p, self.state = words, log_p, state

    @property
    def ended(self):
        return bool(self.words) and self.words[-1] == END

    def longer(self, net):
        if self.ended:
            return [self]
        state, scores = net.after(np.array([self.words[-1] if self.words else START]), self.state)
        top = scores[0].max()
        total = top + math.log(np.exp(scores[0] - top).sum())
        return [Beginning([*self.words, k], self.log_p + float(s) - total, state) for k, s in enumerate(scores[0])]


def beam_search(params, features, width, most):
    net, found = Captioner(params), []
    for row in features:
        beams = [Beginning([], 0.0, net.start(row[None]))]
        for _ in range(most):
            beams = sorted(itertools.chain(*(b.longer(net) for b in beams)), key=lambda b: b.log_p, reverse=True)[:width]
        found.append(beams[0])
    captions = [b.words + [NULL] * (most - len(b.words)) for b in found]
    return np.array(captions), np.array([b.log_p for b in found])


class Corpus:
    """Captions without their marks."""

    def __init__(self, rows):
        self.captions = [[int(w) for w in row if w > END] for row in rows]
        self.length = sum(len(c) for c in self.captions)

    def runs(self, k):
        return [[tuple(c[i : i + k]) for i in range(len(c) - k + 1)] for c in self.captions]


def bleu(found, right, n):
    own, other = Corpus(found), Corpus(right)
    score = 1.0
    for k in range(1, n + 1):
        hits = 0
        for runs, known in zip(own.runs(k), other.runs(k)):
            for run in runs:
                if run in known:
                    known.remove(run)
                    hits += 1
        count = sum(len(runs) for runs in own.runs(k))
        score *= hits / count if count else 0.0
    if score == 0:
        return 0.0
    return score ** (1 / n) * min(1.0, math.exp(1 - other.length / own.length))
