"""Known wrong variants of ``captioning.py``, each with the hint it earns."""

import math

import captioning as right
import numpy as np
from misconceptions.everywhere import changes, first_alone, single

from autograder.assignment.misconceptions import wrong

# A. Words


@wrong(
    "word_embedding_forward",
    "words are counted from 1",
    hint="Word 0 is a word too, NULL: its vector is row 0.",
)
def word_row_before(x, W):
    return right.word_embedding_forward(x - 1, W)


@wrong(
    "word_embedding_forward",
    "one word is embedded for all steps",
    hint="Every place of a caption has a word of its own: which axes has the result?",
)
def word_first_everywhere(x, W):
    return right.word_embedding_forward(x[:, :1] + 0 * x, W)


@wrong(
    "word_embedding_backward",
    "a word that comes several times keeps what its last place says",
    hint="An index that comes twice in dW[x] += dout is added only once: look at np.add.at.",
)
def word_overwrites(dout, cache):
    x, shape = cache
    dW = np.zeros(shape)
    for place in np.ndindex(*x.shape):
        dW[x[place]] = dout[place]
    return dW


@wrong(
    "word_embedding_backward",
    "a word gets the mean over its places",
    hint="The loss depends on the vector of a word at each of its places: do these add up?",
)
def word_mean(dout, cache):
    x, shape = cache
    counts = np.bincount(x.ravel(), minlength=shape[0])
    return right.word_embedding_backward(dout, cache) / np.maximum(counts, 1)[:, None]


# B. The recurrent network


@wrong("rnn_step_forward", "the bias is missing", hint="Three terms are added up before the tanh.")
def step_without_bias(x, prev_h, Wx, Wh, b):
    return right.rnn_step_forward(x, prev_h, Wx, Wh, 0 * b)


@wrong(
    "rnn_step_forward",
    "there is no tanh",
    hint="Without it the state of a long sequence grows without limit: what keeps it small?",
)
def step_linear(x, prev_h, Wx, Wh, b):
    return x @ Wx + prev_h @ Wh + b, right.rnn_step_forward(x, prev_h, Wx, Wh, b)[1]


@wrong(
    "rnn_step_forward",
    "the state before is not looked at",
    hint="What does the step know of the words that came earlier?",
)
def step_forgets(x, prev_h, Wx, Wh, b):
    return right.rnn_step_forward(x, 0 * prev_h, Wx, Wh, b)


def _step_backward(dnext_h, cache, slope):
    x, prev_h, Wx, Wh, next_h = cache
    da = dnext_h * slope(next_h)
    return da @ Wx.T, da @ Wh.T, x.T @ da, prev_h.T @ da, da.sum(axis=0)


@wrong(
    "rnn_step_backward",
    "the slope of the tanh is taken at next_h",
    hint="1 - tanh(a)^2 is the slope at a, and next_h is tanh(a) already.",
)
def step_slope_twice(dnext_h, cache):
    return _step_backward(dnext_h, cache, lambda h: 1 - np.tanh(h) ** 2)


@wrong(
    "rnn_step_backward",
    "the slope of the tanh is 1 - a^2 with what goes into the tanh",
    hint="1 - h^2 holds for what comes out of the tanh: which of the two is in your cache?",
)
def step_slope_of_sum(dnext_h, cache):
    return _step_backward(dnext_h, cache, lambda h: 1 - np.arctanh(h) ** 2)


@wrong(
    "rnn_step_backward",
    "the tanh has no slope",
    hint="Between next_h and the sum there is a tanh: the gradient goes through it first.",
)
def step_without_slope(dnext_h, cache):
    return _step_backward(dnext_h, cache, np.ones_like)


@wrong(
    "rnn_step_backward",
    "the gradients of Wx and Wh are exchanged",
    hint="Wx: (D, H), Wh: (H, H). Which of the two is multiplied by x?",
)
def step_weights_exchanged(dnext_h, cache):
    dx, dprev_h, dWx, dWh, db = right.rnn_step_backward(dnext_h, cache)
    return dx, dprev_h, dWh, dWx, db


@wrong(
    "rnn_step_backward",
    "db is the mean over the batch",
    hint="b is added to every row: its gradients add up.",
)
def step_db_mean(dnext_h, cache):
    *others, db = right.rnn_step_backward(dnext_h, cache)
    return *others, db / len(dnext_h)


@wrong(
    "rnn_forward",
    "every step begins with h0",
    hint="The state after a step is where the next one begins.",
)
def rnn_resets(x, h0, Wx, Wh, b):
    h = np.stack([right.rnn_step_forward(x[:, t], h0, Wx, Wh, b)[0] for t in range(x.shape[1])], 1)
    return h, right.rnn_forward(x, h0, Wx, Wh, b)[1]


@wrong(
    "rnn_forward",
    "the states before the steps are returned",
    hint="h[:, 0] is the state after the first word, not h0.",
)
def rnn_one_late(x, h0, Wx, Wh, b):
    h, cache = right.rnn_forward(x, h0, Wx, Wh, b)
    return np.concatenate([h0[:, None], h[:, :-1]], axis=1), cache


@wrong(
    "rnn_forward",
    "the sequence is read from its end",
    hint="The first word comes first: in which order does the loop go?",
)
def rnn_backwards(x, h0, Wx, Wh, b):
    h, cache = right.rnn_forward(x[:, ::-1], h0, Wx, Wh, b)
    return np.ascontiguousarray(h[:, ::-1]), cache


def _through_time(dh, cache, weigh=sum):
    """As the reference does; ``weigh`` puts together what the steps say of a weight."""
    dx, weights, back = [], [], 0.0
    for t in reversed(range(dh.shape[1])):
        dx_t, back, *others = right.rnn_step_backward(dh[:, t] + back, cache[t])
        dx.append(dx_t)
        weights.append(others)
    return np.stack(dx[::-1], axis=1), back, *(weigh(list(p)) for p in zip(*weights, strict=True))


@wrong(
    "rnn_backward",
    "only the last state is asked what the loss says of it",
    hint="Every state has scores of its own: dh has an entry for each step.",
)
def rnn_last_upstream(dh, cache):
    last = np.zeros_like(dh)
    last[:, -1] = dh[:, -1]
    return right.rnn_backward(last, cache)


@wrong(
    "rnn_backward",
    "nothing comes back from later steps",
    hint="A state goes into its scores and into the next step: two gradients add up.",
)
def rnn_without_carry(dh, cache):
    steps = [right.rnn_step_backward(dh[:, t], cache[t]) for t in range(dh.shape[1])]
    dx, dprev_h, *weights = zip(*steps, strict=True)
    return np.stack(dx, axis=1), dprev_h[0], *(sum(parts) for parts in weights)


@wrong(
    "rnn_backward",
    "the weights have the gradient of one step",
    hint="All steps use the same weights: = or += in the loop?",
)
def rnn_one_step_weights(dh, cache):
    return _through_time(dh, cache, weigh=lambda parts: parts[-1])


@wrong(
    "rnn_backward",
    "the gradients of the weights are the mean over the steps",
    hint="The weights are used T times in the loss: sum or mean?",
)
def rnn_mean_weights(dh, cache):
    return _through_time(dh, cache, weigh=lambda parts: sum(parts) / len(parts))


@wrong(
    "rnn_backward",
    "dh0 is the gradient of the first state after h0",
    hint="One more step leads from the state after the first word back to h0.",
)
def rnn_dh0_of_first(dh, cache):
    dx, _, *weights = right.rnn_backward(dh, cache)
    if dh.shape[1] == 1:
        return dx, dh[:, 0].copy(), *weights
    later = right.rnn_backward(dh[:, 1:], cache[1:])[1]
    return dx, dh[:, 0] + later, *weights


@wrong(
    "rnn_backward",
    "dx is in the opposite order",
    hint="The loop goes from the last step to the first: where does each result belong?",
)
def rnn_dx_reversed(dh, cache):
    dx, *others = right.rnn_backward(dh, cache)
    return np.ascontiguousarray(dx[:, ::-1]), *others


# C. From states to words


@wrong("temporal_affine_forward", "the bias is missing", hint="An affine layer has a bias.")
def tempo_without_bias(x, w, b):
    return right.temporal_affine_forward(x, w, 0 * b)


@wrong(
    "temporal_affine_forward",
    "steps and sequences are exchanged",
    hint="A reshape does not exchange axes: which of the two is the slow one?",
)
def tempo_exchanged(x, w, b):
    out, cache = right.temporal_affine_forward(x, w, b)
    return np.ascontiguousarray(out.swapaxes(0, 1)).reshape(out.shape), cache


@wrong(
    "temporal_affine_backward",
    "db is summed up over the sequences and averaged over the steps",
    hint="b is added at every step of every sequence.",
)
def tempo_db_mean(dout, cache):
    dx, dw, db = right.temporal_affine_backward(dout, cache)
    return dx, dw, db / dout.shape[1]


@wrong(
    "temporal_affine_backward",
    "dw is that of the last step",
    hint="The same w is used at every step: = or +=?",
)
def tempo_dw_last(dout, cache):
    dx, _, db = right.temporal_affine_backward(dout, cache)
    last = np.zeros_like(dout)
    last[:, -1] = dout[:, -1]
    return dx, right.temporal_affine_backward(last, cache)[1], db


def _scaled(x, y, mask, factor):
    loss, dx = right.temporal_softmax_loss(x, y, mask)
    return loss * factor, dx * factor


@wrong(
    "temporal_softmax_loss",
    "it is divided by the number of sequences and of steps",
    hint="Summed up over the steps: a caption of ten words costs more than one of five.",
)
def tsm_mean_of_steps(x, y, mask):
    return _scaled(x, y, mask, 1 / x.shape[1])


@wrong(
    "temporal_softmax_loss",
    "it is the mean over the words that count",
    hint="The mean is taken over the N sequences alone.",
)
def tsm_mean_of_words(x, y, mask):
    return _scaled(x, y, mask, len(x) / np.sum(mask))


@wrong(
    "temporal_softmax_loss",
    "it is summed up over the batch",
    hint="With more images in a batch the steps should not be larger.",
)
def tsm_summed(x, y, mask):
    return _scaled(x, y, mask, len(x))


@wrong(
    "temporal_softmax_loss",
    "the mask is used in the loss alone",
    hint="What does not count in the loss has no gradient either.",
)
def tsm_gradient_unmasked(x, y, mask):
    loss, _ = right.temporal_softmax_loss(x, y, mask)
    return loss, right.temporal_softmax_loss(x, y, np.ones_like(mask))[1]


@wrong(
    "temporal_softmax_loss",
    "the mask is not used",
    hint="What comes after a caption's end should not be learnt.",
)
def tsm_unmasked(x, y, mask):
    return right.temporal_softmax_loss(x, y, np.ones_like(mask))


@wrong(
    "temporal_softmax_loss",
    "exp overflows",
    hint="exp(1000) is inf: subtract something from the scores of each word first.",
)
def tsm_overflows(x, y, mask):
    with np.errstate(all="ignore"):
        powers = np.exp(x)
        p = powers / powers.sum(axis=2, keepdims=True)
        rows, columns = np.ogrid[: x.shape[0], : x.shape[1]]
        loss = -np.sum(np.log(p[rows, columns, y]) * mask) / len(x)
    p[rows, columns, y] -= 1
    return loss, p * mask[:, :, None] / len(x)


# D. Captions


def _loss_of(params, features, inputs, targets, mask, first=lambda h: h):
    """``caption_loss`` with inputs, targets and a mask of their own."""
    h0, cache = right.affine_forward(features, params["Wp"], params["bp"])
    vectors, words = right.word_embedding_forward(inputs, params["We"])
    h, steps = right.rnn_forward(vectors, first(h0), params["Wx"], params["Wh"], params["b"])
    scores, last = right.temporal_affine_forward(h, params["Wv"], params["bv"])
    loss, dscores = right.temporal_softmax_loss(scores, targets, mask)
    grads = {}
    dh, grads["Wv"], grads["bv"] = right.temporal_affine_backward(dscores, last)
    dvectors, dh0, grads["Wx"], grads["Wh"], grads["b"] = right.rnn_backward(dh, steps)
    grads["We"] = right.word_embedding_backward(dvectors, words)
    return loss, grads, dh0, cache


def _with_image(loss, grads, dh0, cache):
    _, grads["Wp"], grads["bp"] = right.affine_backward(dh0, cache)
    return loss, grads


@wrong(
    "caption_loss",
    "inputs and targets are the same words",
    hint="A network that is told the word needs no guess: which word comes next?",
)
def cap_not_shifted(params, features, captions):
    inputs = captions[:, :-1]
    return _with_image(*_loss_of(params, features, inputs, inputs, inputs != 0))


@wrong(
    "caption_loss",
    "START is guessed too",
    hint="Every caption begins with START: it is given, and the first guess is the next word.",
)
def cap_start_guessed(params, features, captions):
    inputs = np.pad(captions, ((0, 0), (1, 0)))[:, :-1]
    return _with_image(*_loss_of(params, features, inputs, captions, captions != 0))


@wrong(
    "caption_loss",
    "the mask is that of the inputs",
    hint="END is an input whose target is NULL: which of the two says whether a step counts?",
)
def cap_mask_of_inputs(params, features, captions):
    inputs, targets = captions[:, :-1], captions[:, 1:]
    return _with_image(*_loss_of(params, features, inputs, targets, inputs != 0))


@wrong(
    "caption_loss",
    "END does not count",
    hint="A network that never learns END never stops talking.",
)
def cap_end_unlearnt(params, features, captions):
    inputs, targets = captions[:, :-1], captions[:, 1:]
    return _with_image(*_loss_of(params, features, inputs, targets, targets > right.END))


@wrong(
    "caption_loss",
    "NULL is learnt too",
    hint="What is behind the end of a caption is no word: which steps does the mask leave out?",
)
def cap_null_learnt(params, features, captions):
    inputs, targets = captions[:, :-1], captions[:, 1:]
    return _with_image(*_loss_of(params, features, inputs, targets, targets >= 0))


@wrong(
    "caption_loss",
    "the network does not see the image",
    hint="Where do the features go? The first state comes from them.",
)
def cap_blind(params, features, captions):
    inputs, targets = captions[:, :-1], captions[:, 1:]
    loss, grads, *_ = _loss_of(params, features, inputs, targets, targets != 0, first=np.zeros_like)
    return loss, {**grads, "Wp": 0 * params["Wp"], "bp": 0 * params["bp"]}


@wrong(
    "caption_loss",
    "Wp and bp have the gradient 0",
    hint="rnn_backward returns dh0, the upstream gradient of the layer that made h0.",
)
def cap_image_unlearnt(params, features, captions):
    loss, grads = right.caption_loss(params, features, captions)
    return loss, {**grads, "Wp": 0 * grads["Wp"], "bp": 0 * grads["bp"]}


@wrong(
    "caption_loss",
    "the vectors of the words have the gradient 0",
    hint="dx of the recurrent network is the upstream gradient of the embedding.",
)
def cap_words_unlearnt(params, features, captions):
    loss, grads = right.caption_loss(params, features, captions)
    return loss, {**grads, "We": 0 * grads["We"]}


def _said(params, features, most, after=lambda words: words, state=lambda new, old, first: new):
    """Words and states of a greedy network: what is given next, and with which state."""
    first, _ = right.affine_forward(features, params["Wp"], params["bp"])
    h, given, said = first, np.full(len(features), right.START), []
    for _ in range(most):
        new, scores = right._word_step(params, given, h)
        said.append(scores.argmax(axis=1))
        given, h = after(said[-1]), state(new, h, first)
    return np.stack(said, axis=1)


def _ended(said):
    """NULL behind each END."""
    over = np.cumsum(said == right.END, axis=1) - (said == right.END) > 0
    return np.where(over, right.NULL, said)


@wrong(
    "greedy_captions",
    "captions go on behind END",
    hint="After END there is nothing: keep in mind which captions have ended.",
)
def greedy_goes_on(params, features, most):
    return _said(params, features, most)


@wrong(
    "greedy_captions",
    "the network is given START at every step",
    hint="At the second step it should hear what it has said at the first one.",
)
def greedy_always_start(params, features, most):
    return _ended(_said(params, features, most, after=lambda w: np.full_like(w, right.START)))


@wrong(
    "greedy_captions",
    "every step begins with the state of the image",
    hint="The state is handed on from step to step; only the first one begins with the image.",
)
def greedy_resets(params, features, most):
    return _ended(_said(params, features, most, state=lambda new, old, first: first))


@wrong(
    "greedy_captions",
    "START is the first word of what is returned",
    hint="START is given, not said: the first column is the first word that was chosen.",
)
def greedy_with_start(params, features, most):
    said = right.greedy_captions(params, features, most)
    return np.pad(said, ((0, 0), (1, 0)), constant_values=right.START)[:, :most]


@wrong(
    "greedy_captions",
    "END is left out",
    hint="END is a word that the network has chosen: a caption without it was cut off.",
)
def greedy_without_end(params, features, most):
    said = right.greedy_captions(params, features, most)
    return np.where(said == right.END, right.NULL, said)


@wrong(
    "greedy_captions",
    "all captions end with the first that does",
    hint="Each image has its own end: break leaves the loop for all of them.",
)
def greedy_ends_together(params, features, most):
    said = right.greedy_captions(params, features, most)
    last = (said == right.END).any(axis=0).argmax() if (said == right.END).any() else most
    return np.where(np.arange(most) <= last, said, right.NULL)


@wrong(
    "greedy_captions",
    "the first state is zero",
    hint="What does the network know of the image when it says its first word?",
)
def greedy_blind(params, features, most):
    own = {**params, "Wp": 0 * params["Wp"], "bp": 0 * params["bp"]}
    return right.greedy_captions(own, features, most)


@wrong(
    "caption_scores",
    "places where the right word is NULL count as words",
    hint="Saying nothing behind the end is easy: only places with a word should count.",
)
def score_null_counts(found, right_ones):
    scores = right.caption_scores(found, right_ones)
    return {**scores, "token": float(np.mean(found == right_ones))}


@wrong(
    "caption_scores",
    "a caption that goes on too long is exact",
    hint="Every word of the row must be right, NULL behind the end included.",
)
def score_exact_cut(found, right_ones):
    scores = right.caption_scores(found, right_ones)
    equal = (found == right_ones) | (right_ones == right.NULL)
    return {**scores, "exact": float(np.mean(equal.all(axis=1)))}


@wrong(
    "caption_scores",
    "each caption counts as much as any other in the share of words",
    hint="Over all places of all captions: a long caption has more words than a short one.",
)
def score_mean_of_captions(found, right_ones):
    scores = right.caption_scores(found, right_ones)
    there = right_ones != right.NULL
    shares = ((found == right_ones) & there).sum(axis=1) / there.sum(axis=1)
    return {**scores, "token": float(np.mean(shares))}


# Bonus


def _lstm(x, prev_h, prev_c, Wx, Wh, b, order="ifog", cell=None, out=None):
    parts = np.split(x @ Wx + prev_h @ Wh + b, 4, axis=1)
    a = dict(zip(order, parts, strict=True))
    i, f, o = (right._word_gate(a[key]) for key in "ifo")
    g = np.tanh(a["g"])
    next_c = f * prev_c + i * g if cell is None else cell(i, f, g)
    seen = np.tanh(next_c)
    next_h = o * seen if out is None else out(o, next_c)
    return next_h, next_c, (x, prev_h, prev_c, Wx, Wh, i, f, o, g, seen)


@wrong(
    "lstm_step_forward",
    "the gates are in the order i, f, g, o",
    hint="That is PyTorch's order; here it is CS231n's.",
)
def lstm_other_order(x, prev_h, prev_c, Wx, Wh, b):
    return _lstm(x, prev_h, prev_c, Wx, Wh, b, order="ifgo")


@wrong(
    "lstm_step_forward",
    "nothing is forgotten",
    hint="Which gate decides how much of the old cell is kept?",
)
def lstm_keeps_all(x, prev_h, prev_c, Wx, Wh, b):
    return _lstm(x, prev_h, prev_c, Wx, Wh, b, cell=lambda i, f, g: prev_c + i * g)


@wrong(
    "lstm_step_forward",
    "next_h has no tanh",
    hint="The cell may be large: what comes out of it goes through a tanh, then the gate.",
)
def lstm_h_without_tanh(x, prev_h, prev_c, Wx, Wh, b):
    return _lstm(x, prev_h, prev_c, Wx, Wh, b, out=lambda o, c: o * c)


@wrong(
    "lstm_step_backward",
    "what the next step says of next_c is left out",
    hint="next_c goes into next_h and into the next step: two gradients add up.",
)
def lstm_c_ignored(dnext_h, dnext_c, cache):
    return right.lstm_step_backward(dnext_h, 0 * dnext_c, cache)


@wrong(
    "lstm_step_backward",
    "the cell gets no gradient through next_h",
    hint="next_h is a function of next_c: o (1 - tanh^2) leads back to it.",
)
def lstm_h_not_through_c(dnext_h, dnext_c, cache):
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, seen = cache
    gates = [dnext_c * g * i * (1 - i), dnext_c * prev_c * f * (1 - f)]
    gates += [dnext_h * seen * o * (1 - o), dnext_c * i * (1 - g**2)]
    da = np.concatenate(gates, axis=1)
    return da @ Wx.T, da @ Wh.T, dnext_c * f, x.T @ da, prev_h.T @ da, da.sum(axis=0)


@wrong(
    "lstm_step_backward",
    "dprev_c is not multiplied by the forget gate",
    hint="next_c = sigmoid(f) prev_c + ...: what is its derivative by prev_c?",
)
def lstm_c_past_the_gate(dnext_h, dnext_c, cache):
    found = list(right.lstm_step_backward(dnext_h, dnext_c, cache))
    o, seen = cache[7], cache[9]
    found[2] = dnext_c + dnext_h * o * (1 - seen**2)
    return tuple(found)


def _beams(params, features, width, most, score, finished=True):
    """Beam search by another ``score(log p, words)``; ``finished``: what has ended may win."""
    captions, best = np.full((len(features), most), right.NULL), []
    for row, image in zip(captions, features, strict=True):
        state, _ = right.affine_forward(image[None], params["Wp"], params["bp"])
        beams = [(0.0, [], state)]
        for _ in range(most):
            candidates = []
            for log_p, words, h in beams:
                if words and words[-1] == right.END:
                    candidates += [(log_p, words, h)] * finished
                    continue
                after, scores = right._word_step(
                    params, np.array([words[-1] if words else right.START]), h
                )
                logs = scores[0] - scores.max()
                logs -= np.log(np.exp(logs).sum())
                candidates += [(log_p + float(p), [*words, k], after) for k, p in enumerate(logs)]
            candidates = candidates or beams
            beams = sorted(candidates, key=lambda b: -score(b[0], b[1]))[:width]
        row[: len(beams[0][1])] = beams[0][1]
        best.append(beams[0][0])
    return captions, np.array(best)


@wrong(
    "beam_search",
    "the log probability is divided by the number of words",
    hint="Here the sum decides, however many words there are.",
)
def beam_mean(params, features, width, most):
    return _beams(params, features, width, most, lambda log_p, words: log_p / len(words))


@wrong(
    "beam_search",
    "captions that have ended are dropped",
    hint="A caption that has ended stays among the best as it is, until something beats it.",
)
def beam_drops_ended(params, features, width, most):
    return _beams(params, features, width, most, lambda log_p, words: log_p, finished=False)


@wrong(
    "beam_search",
    "width is not used",
    hint="That is greedy: how many beginnings are followed at once?",
)
def beam_greedy(params, features, width, most):
    return right.beam_search(params, features, 1, most)


@wrong(
    "beam_search",
    "it returns probabilities and not their logarithms",
    hint="log_p is the logarithm: probabilities of long captions are tiny.",
)
def beam_probability(params, features, width, most):
    captions, log_p = right.beam_search(params, features, width, most)
    return captions, np.exp(log_p)


@wrong(
    "bleu",
    "a run counts as often as it is said",
    hint="'a a a a' should not be right: each run at most as often as it is in the right caption.",
)
def bleu_unclipped(found, right_ones, n):
    def words(rows):
        return [row[row > right.END].tolist() for row in rows]

    own, other = words(found), words(right_ones)
    logs = 0.0
    for k in range(1, n + 1):
        hits = total = 0
        for a, b in zip(own, other, strict=True):
            runs, there = right._word_runs(a, k), right._word_runs(b, k)
            hits += sum(count for run, count in runs.items() if run in there)
            total += runs.total()
        if hits == 0:
            return 0.0
        logs += math.log(hits / total) / n
    c, r = sum(map(len, own)), sum(map(len, other))
    return math.exp(logs + min(0.0, 1 - r / c))


@wrong(
    "bleu",
    "captions that are too short are not punished",
    hint="One sure word is always right: what does the brevity penalty do?",
)
def bleu_without_brevity(found, right_ones, n):
    score = right.bleu(found, right_ones, n)
    c, r = np.sum(found > right.END), np.sum(right_ones > right.END)
    return score / math.exp(min(0.0, 1 - r / c)) if score else 0.0


@wrong(
    "bleu",
    "captions that are too long are rewarded",
    hint="The penalty is a factor of at most 1.",
)
def bleu_rewards_length(found, right_ones, n):
    score = right.bleu(found, right_ones, n)
    c, r = np.sum(found > right.END), np.sum(right_ones > right.END)
    return score * math.exp(max(0.0, 1 - r / c)) if score else 0.0


@wrong(
    "bleu",
    "it is the mean over captions",
    hint="Counts are added up over the corpus first, then divided.",
)
def bleu_mean_of_captions(found, right_ones, n):
    pairs = zip(found, right_ones, strict=True)
    return float(np.mean([right.bleu(a[None], b[None], n) for a, b in pairs]))


@wrong(
    "bleu",
    "only runs of n words count",
    hint="The mean is taken over k = 1, ..., n.",
)
def bleu_longest_runs(found, right_ones, n):
    scores = [0.0, *(right.bleu(found, right_ones, k) for k in range(1, n + 1))]
    if min(scores[1:]) == 0 or n == 1:
        return scores[n]
    c, r = np.sum(found > right.END), np.sum(right_ones > right.END)
    penalty = min(0.0, 1 - r / c)
    before, last = (k * (math.log(scores[k]) - penalty) for k in (n - 1, n))
    return math.exp(last - before + penalty)


@wrong("bleu", "END counts as a word", hint="NULL, START and END are no words of a caption.")
def bleu_end_counts(found, right_ones, n):
    def renamed(rows):
        return np.where(rows == right.END, rows.max() + 1, rows)

    highest = max(int(found.max()), int(right_ones.max())) + 1
    return right.bleu(
        np.where(found == right.END, highest, found),
        np.where(right_ones == right.END, highest, right_ones),
        n,
    )


# The same mistakes in every function

CHANGED = (
    ("word_embedding_forward", 1, "W"),
    ("word_embedding_backward", 0, "dout"),
    ("rnn_step_forward", 1, "prev_h"),
    ("rnn_step_backward", 0, "dnext_h"),
    ("rnn_forward", 0, "x"),
    ("rnn_backward", 0, "dh"),
    ("temporal_affine_backward", 0, "dout"),
    ("temporal_softmax_loss", 0, "x"),
    ("caption_loss", 0, "params"),
    ("caption_loss", 1, "features"),
    ("greedy_captions", 0, "params"),
    ("greedy_captions", 1, "features"),
)
globals().update((f"{f}_changes_{w}", changes(right, f, n, w)) for f, n, w in CHANGED)

WITH_CACHE = ("word_embedding_forward", "rnn_step_forward", "rnn_forward")
globals().update((f"{f}_without_cache", first_alone(right, f)) for f in WITH_CACHE)

IN_SINGLE = (*WITH_CACHE, "temporal_affine_forward", "word_embedding_backward")
globals().update((f"{f}_single", single(right, f)) for f in IN_SINGLE)
