"""Describing images, in NumPy: a recurrent network that says what is in a picture, word by word.

The features of an image become the first state of a vanilla recurrent network (Vinyals et al.
2015), which then guesses the next word from the words so far. Your own ``layers.py`` of hw1 lies
beside this file. All numbers are float64, words are integers. Nothing that is passed in is changed
in place.

N images, captions of T words, word vectors of D numbers, H hidden units, V words in the vocabulary.
A caption begins with START and ends with END; what is left of its row is NULL. A network is

    params = {'Wp': (F, H), 'bp': (H,)                    features of an image -> first hidden state
              'We': (V, D)                                a vector for every word
              'Wx': (D, H), 'Wh': (H, H), 'b': (H,)       the recurrent step
              'Wv': (H, V), 'bv': (V,)}                   hidden state -> scores of the next word
"""

import math
from collections import Counter

import numpy as np
from layers import affine_backward, affine_forward

NULL, START, END = 0, 1, 2
"""Words of every vocabulary: no word, the beginning and the end of a caption."""


# A. Words


def word_embedding_forward(x, W):
    """The vectors of words: row k of W is that of word k.

    x: (N, T) words, W: (V, D). Returns (out, cache) with out: (N, T, D).
    """
    # BEGIN SOLUTION
    return W[x], (x, W.shape)
    # END SOLUTION


def word_embedding_backward(dout, cache):
    """Gradient of ``word_embedding_forward`` by W; a word that comes several times adds up.

    dout: (N, T, D). Returns dW: (V, D).
    """
    # BEGIN SOLUTION
    x, shape = cache
    dW = np.zeros(shape)
    np.add.at(dW, x, dout)
    return dW
    # END SOLUTION


# B. The recurrent network


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    """One step of a vanilla recurrent network: next_h = tanh(x Wx + prev_h Wh + b).

    x: (N, D), prev_h: (N, H), Wx: (D, H), Wh: (H, H), b: (H,). Returns (next_h, cache) with
    next_h: (N, H).
    """
    # BEGIN SOLUTION
    next_h = np.tanh(x @ Wx + prev_h @ Wh + b)
    return next_h, (x, prev_h, Wx, Wh, next_h)
    # END SOLUTION


def rnn_step_backward(dnext_h, cache):
    """Gradients of ``rnn_step_forward``. dnext_h: (N, H). Returns (dx, dprev_h, dWx, dWh, db)."""
    # BEGIN SOLUTION
    x, prev_h, Wx, Wh, next_h = cache
    da = dnext_h * (1 - next_h**2)
    return da @ Wx.T, da @ Wh.T, x.T @ da, prev_h.T @ da, da.sum(axis=0)
    # END SOLUTION


def rnn_forward(x, h0, Wx, Wh, b):
    """A whole sequence, step by step from h0; all steps have the same Wx, Wh and b.

    x: (N, T, D), h0: (N, H). Returns (h, cache) with h: (N, T, H), the states after each step.
    """
    # BEGIN SOLUTION
    states, caches, state = [], [], h0
    for t in range(x.shape[1]):
        state, cache = rnn_step_forward(x[:, t], state, Wx, Wh, b)
        states.append(state)
        caches.append(cache)
    return np.stack(states, axis=1), caches
    # END SOLUTION


def rnn_backward(dh, cache):
    """Backpropagation through time.

    dh: (N, T, H) holds for each step what the loss says of its state directly; what comes back from
    the later steps is added to it here. Returns (dx, dh0, dWx, dWh, db): gradients of the weights
    are summed up over all steps.
    """
    # BEGIN SOLUTION
    dx, back, weights = [], 0.0, [0.0, 0.0, 0.0]
    for t in reversed(range(dh.shape[1])):
        dx_t, back, *of_step = rnn_step_backward(dh[:, t] + back, cache[t])
        dx.append(dx_t)
        weights = [weights[i] + gradient for i, gradient in enumerate(of_step)]
    return np.stack(dx[::-1], axis=1), back, *weights
    # END SOLUTION


# C. From states to words


def temporal_affine_forward(x, w, b):
    """The affine layer of hw1 at every step of a sequence.

    x: (N, T, D), w: (D, M), b: (M,). Returns (out, cache) with out: (N, T, M).
    """
    # BEGIN SOLUTION
    out, cache = affine_forward(x.reshape(-1, x.shape[2]), w, b)
    return out.reshape(*x.shape[:2], -1), cache
    # END SOLUTION


def temporal_affine_backward(dout, cache):
    """Gradients of ``temporal_affine_forward``. dout: (N, T, M). Returns (dx, dw, db)."""
    # BEGIN SOLUTION
    dx, dw, db = affine_backward(dout.reshape(-1, dout.shape[2]), cache)
    return dx.reshape(*dout.shape[:2], -1), dw, db
    # END SOLUTION


def temporal_softmax_loss(x, y, mask):
    """Softmax loss of a sequence: summed up over the steps, the mean over the N sequences.

    x: (N, T, V) scores, y: (N, T) words, mask: (N, T) booleans; a step whose mask is False counts
    neither in the loss nor in the gradient, whatever y says there; without overflow, however large
    the scores are. Returns (loss, dx) with dx: (N, T, V).
    """
    # BEGIN SOLUTION
    n, steps, _ = x.shape
    shifted = x - x.max(axis=2, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    rows, columns = np.ogrid[:n, :steps]
    loss = -np.sum(log_p[rows, columns, y] * mask) / n
    dx = np.exp(log_p)
    dx[rows, columns, y] -= 1
    return loss, dx * mask[:, :, None] / n
    # END SOLUTION


# D. Captions


def caption_loss(params, features, captions):
    """The loss of a batch of images with their captions, and its gradients.

    features: (N, F), captions: (N, T) words. The first state is features Wp + bp. At each step the
    network is given a word of the right caption and guesses the next one: the inputs are all words
    but the last, the targets all but the first. Targets that are NULL do not count.
    Returns (loss, grads), grads with the keys and shapes of ``params``.
    """
    # BEGIN SOLUTION
    inputs, targets = captions[:, :-1], captions[:, 1:]
    h0, first = affine_forward(features, params["Wp"], params["bp"])
    vectors, words = word_embedding_forward(inputs, params["We"])
    h, steps = rnn_forward(vectors, h0, params["Wx"], params["Wh"], params["b"])
    scores, last = temporal_affine_forward(h, params["Wv"], params["bv"])
    loss, dscores = temporal_softmax_loss(scores, targets, targets != NULL)
    grads = {}
    dh, grads["Wv"], grads["bv"] = temporal_affine_backward(dscores, last)
    dvectors, dh0, grads["Wx"], grads["Wh"], grads["b"] = rnn_backward(dh, steps)
    grads["We"] = word_embedding_backward(dvectors, words)
    _, grads["Wp"], grads["bp"] = affine_backward(dh0, first)
    return loss, grads
    # END SOLUTION


def greedy_captions(params, features, most):
    """Captions for images, by taking the most probable word at each step.

    features: (N, F). The first word that the network is given is START, then always the word that
    it has chosen last; the first of equally probable ones. Returns (N, most) words: those chosen,
    END with them, without START; after END all are NULL.
    """
    # BEGIN SOLUTION
    state, _ = affine_forward(features, params["Wp"], params["bp"])
    words = np.full(len(features), START)
    captions = np.full((len(features), most), NULL)
    going = np.ones(len(features), dtype=bool)
    for t in range(most):
        state, scores = _word_step(params, words, state)
        words = scores.argmax(axis=1)
        captions[going, t] = words[going]
        going &= words != END
    return captions
    # END SOLUTION


def caption_scores(found, right):
    """How well captions agree with the right ones.

    found, right: (N, T) words, without START. Returns {'exact': the share of captions in which
    every word is right, 'token': the share of right words, over all places of all captions where
    the right word is not NULL}, both floats.
    """
    # BEGIN SOLUTION
    equal = found == right
    return {
        "exact": float(np.mean(equal.all(axis=1))),
        "token": float(np.mean(equal[right != NULL])),
    }
    # END SOLUTION


# Further reading, for bonus points


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    """One step of long short-term memory (Hochreiter & Schmidhuber 1997; forget gate: Gers 2000).

    a = x Wx + prev_h Wh + b, cut into four parts of H columns, in the order of CS231n: i, f, o, g.
    next_c = sigmoid(f) prev_c + sigmoid(i) tanh(g); next_h = sigmoid(o) tanh(next_c).
    x: (N, D), prev_h, prev_c: (N, H), Wx: (D, 4H), Wh: (H, 4H), b: (4H,).
    Returns (next_h, next_c, cache).
    """
    # BEGIN SOLUTION
    a = x @ Wx + prev_h @ Wh + b
    i, f, o, g = np.split(a, 4, axis=1)
    i, f, o, g = _word_gate(i), _word_gate(f), _word_gate(o), np.tanh(g)
    next_c = f * prev_c + i * g
    seen = np.tanh(next_c)
    return o * seen, next_c, (x, prev_h, prev_c, Wx, Wh, i, f, o, g, seen)
    # END SOLUTION


def lstm_step_backward(dnext_h, dnext_c, cache):
    """Gradients of ``lstm_step_forward``. dnext_h, dnext_c: (N, H).

    Returns (dx, dprev_h, dprev_c, dWx, dWh, db). next_c is seen twice: by the next step directly,
    and through next_h.
    """
    # BEGIN SOLUTION
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, seen = cache
    dc = dnext_c + dnext_h * o * (1 - seen**2)
    di, df, do, dg = dc * g, dc * prev_c, dnext_h * seen, dc * i
    gates = [di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g**2)]
    da = np.concatenate(gates, axis=1)
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, prev_h.T @ da, da.sum(axis=0)
    # END SOLUTION


def beam_search(params, features, width, most):
    """Captions for images, by following the ``width`` most probable beginnings at once.

    At each step every beginning that has not ended goes on with every word; those that have ended
    stay as they are and compete. The ``width`` with the highest log probability remain: the sum of
    the logarithms of the probabilities of their words, END included, however many they are.
    features: (N, F). Returns (captions, log_p): (N, most) words as in ``greedy_captions``, which
    width 1 gives, and (N,), the best of each image.
    """
    # BEGIN SOLUTION
    captions, log_p = np.full((len(features), most), NULL), np.empty(len(features))
    for number, image in enumerate(features):
        words, log_p[number] = _word_beam(params, image[None], width, most)
        captions[number, : len(words)] = words
    return captions, log_p
    # END SOLUTION


def bleu(found, right, n):
    """BLEU of a corpus (Papineni et al. 2002), with one right caption each: a float in [0, 1].

    found, right: (N, T) words; what counts are the words behind END in the vocabulary, so neither
    NULL, START nor END. For k = 1, ..., n: p_k = how many runs of k words in all found captions are
    also in the right one of the same image, each at most as often as it is there, over how many
    there are. BLEU = exp(mean of log p_k), and 0 where any p_k is 0 or there are no runs of k
    words; times exp(1 - r / c) where all found captions together have c words and all right ones
    r > c.
    """
    # BEGIN SOLUTION
    found, right = ([row[row > END].tolist() for row in rows] for rows in (found, right))
    logs = 0.0
    for k in range(1, n + 1):
        hits = total = 0
        for number, words in enumerate(found):
            runs = _word_runs(words, k)
            hits += (runs & _word_runs(right[number], k)).total()
            total += runs.total()
        if hits == 0:
            return 0.0
        logs += math.log(hits / total) / n
    c, r = sum(map(len, found)), sum(map(len, right))
    return math.exp(logs + min(0.0, 1 - r / c))
    # END SOLUTION


# BEGIN SOLUTION
def _word_step(params, words, state):
    """The state after a word each, (N,), and the scores of the next ones, (N, V)."""
    vectors, _ = word_embedding_forward(words, params["We"])
    h, _ = rnn_step_forward(vectors, state, params["Wx"], params["Wh"], params["b"])
    scores, _ = affine_forward(h, params["Wv"], params["bv"])
    return h, scores


def _word_gate(x):
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def _word_beam(params, features, width, most):
    """The best caption of one image as a list of words, and its log probability."""
    state, _ = affine_forward(features, params["Wp"], params["bp"])
    beams = [(0.0, [], state)]
    for _ in range(most):
        candidates = []
        for log_p, words, state in beams:
            if words and words[-1] == END:
                candidates.append((log_p, words, state))
                continue
            last = np.array([words[-1] if words else START])
            after, scores = _word_step(params, last, state)
            shifted = (scores - scores.max()).ravel()
            logs = log_p + shifted - np.log(np.exp(shifted).sum())
            candidates += [(float(p), [*words, k], after) for k, p in enumerate(logs)]
        beams = sorted(candidates, key=lambda beam: -beam[0])[:width]
    log_p, words, _ = beams[0]
    return words, log_p


def _word_runs(words, k):
    """How often each run of k words comes."""
    return Counter(tuple(words[i : i + k]) for i in range(len(words) - k + 1))


# END SOLUTION
