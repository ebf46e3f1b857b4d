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
    raise NotImplementedError("word_embedding_forward")


def word_embedding_backward(dout, cache):
    """Gradient of ``word_embedding_forward`` by W; a word that comes several times adds up.

    dout: (N, T, D). Returns dW: (V, D).
    """
    raise NotImplementedError("word_embedding_backward")


# B. The recurrent network


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    """One step of a vanilla recurrent network: next_h = tanh(x Wx + prev_h Wh + b).

    x: (N, D), prev_h: (N, H), Wx: (D, H), Wh: (H, H), b: (H,). Returns (next_h, cache) with
    next_h: (N, H).
    """
    raise NotImplementedError("rnn_step_forward")


def rnn_step_backward(dnext_h, cache):
    """Gradients of ``rnn_step_forward``. dnext_h: (N, H). Returns (dx, dprev_h, dWx, dWh, db)."""
    raise NotImplementedError("rnn_step_backward")


def rnn_forward(x, h0, Wx, Wh, b):
    """A whole sequence, step by step from h0; all steps have the same Wx, Wh and b.

    x: (N, T, D), h0: (N, H). Returns (h, cache) with h: (N, T, H), the states after each step.
    """
    raise NotImplementedError("rnn_forward")


def rnn_backward(dh, cache):
    """Backpropagation through time.

    dh: (N, T, H) holds for each step what the loss says of its state directly; what comes back from
    the later steps is added to it here. Returns (dx, dh0, dWx, dWh, db): gradients of the weights
    are summed up over all steps.
    """
    raise NotImplementedError("rnn_backward")


# C. From states to words


def temporal_affine_forward(x, w, b):
    """The affine layer of hw1 at every step of a sequence.

    x: (N, T, D), w: (D, M), b: (M,). Returns (out, cache) with out: (N, T, M).
    """
    raise NotImplementedError("temporal_affine_forward")


def temporal_affine_backward(dout, cache):
    """Gradients of ``temporal_affine_forward``. dout: (N, T, M). Returns (dx, dw, db)."""
    raise NotImplementedError("temporal_affine_backward")


def temporal_softmax_loss(x, y, mask):
    """Softmax loss of a sequence: summed up over the steps, the mean over the N sequences.

    x: (N, T, V) scores, y: (N, T) words, mask: (N, T) booleans; a step whose mask is False counts
    neither in the loss nor in the gradient, whatever y says there; without overflow, however large
    the scores are. Returns (loss, dx) with dx: (N, T, V).
    """
    raise NotImplementedError("temporal_softmax_loss")


# D. Captions


def caption_loss(params, features, captions):
    """The loss of a batch of images with their captions, and its gradients.

    features: (N, F), captions: (N, T) words. The first state is features Wp + bp. At each step the
    network is given a word of the right caption and guesses the next one: the inputs are all words
    but the last, the targets all but the first. Targets that are NULL do not count.
    Returns (loss, grads), grads with the keys and shapes of ``params``.
    """
    raise NotImplementedError("caption_loss")


def greedy_captions(params, features, most):
    """Captions for images, by taking the most probable word at each step.

    features: (N, F). The first word that the network is given is START, then always the word that
    it has chosen last; the first of equally probable ones. Returns (N, most) words: those chosen,
    END with them, without START; after END all are NULL.
    """
    raise NotImplementedError("greedy_captions")


def caption_scores(found, right):
    """How well captions agree with the right ones.

    found, right: (N, T) words, without START. Returns {'exact': the share of captions in which
    every word is right, 'token': the share of right words, over all places of all captions where
    the right word is not NULL}, both floats.
    """
    raise NotImplementedError("caption_scores")


# Further reading, for bonus points


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    """One step of long short-term memory (Hochreiter & Schmidhuber 1997; forget gate: Gers 2000).

    a = x Wx + prev_h Wh + b, cut into four parts of H columns, in the order of CS231n: i, f, o, g.
    next_c = sigmoid(f) prev_c + sigmoid(i) tanh(g); next_h = sigmoid(o) tanh(next_c).
    x: (N, D), prev_h, prev_c: (N, H), Wx: (D, 4H), Wh: (H, 4H), b: (4H,).
    Returns (next_h, next_c, cache).
    """
    raise NotImplementedError("lstm_step_forward")


def lstm_step_backward(dnext_h, dnext_c, cache):
    """Gradients of ``lstm_step_forward``. dnext_h, dnext_c: (N, H).

    Returns (dx, dprev_h, dprev_c, dWx, dWh, db). next_c is seen twice: by the next step directly,
    and through next_h.
    """
    raise NotImplementedError("lstm_step_backward")


def beam_search(params, features, width, most):
    """Captions for images, by following the ``width`` most probable beginnings at once.

    At each step every beginning that has not ended goes on with every word; those that have ended
    stay as they are and compete. The ``width`` with the highest log probability remain: the sum of
    the logarithms of the probabilities of their words, END included, however many they are.
    features: (N, F). Returns (captions, log_p): (N, most) words as in ``greedy_captions``, which
    width 1 gives, and (N,), the best of each image.
    """
    raise NotImplementedError("beam_search")


def bleu(found, right, n):
    """BLEU of a corpus (Papineni et al. 2002), with one right caption each: a float in [0, 1].

    found, right: (N, T) words; what counts are the words behind END in the vocabulary, so neither
    NULL, START nor END. For k = 1, ..., n: p_k = how many runs of k words in all found captions are
    also in the right one of the same image, each at most as often as it is there, over how many
    there are. BLEU = exp(mean of log p_k), and 0 where any p_k is 0 or there are no runs of k
    words; times exp(1 - r / c) where all found captions together have c words and all right ones
    r > c.
    """
    raise NotImplementedError("bleu")
