OK_FORMAT = False
name = "beam_search (hidden)"
depends = ["greedy_captions"]
bonus = True

import numpy as np
from shared.recurrent import caption_network

from autograder.checks import assert_close, assert_dict_close, case, rng


@case(points=0.5)
def widths(beam_search, reference):
    """is right for several widths, with captions that end early and late"""
    random = rng()
    params, features = caption_network(random, 7, 4, 5, 6), random.standard_normal((9, 7))
    params["Wv"] = params["Wv"] / 2  # less sure of itself: more than one beginning stays in sight
    for width, most in ((1, 6), (2, 6), (4, 5), (50, 3)):
        captions, log = reference.beam_search(params, features, width, most)
        found, own = beam_search(params, features, width, most)
        assert_close(found, captions, "beam_search: captions")
        assert_close(own, log, "beam_search: log_p")
    params["bv"] = params["bv"] + np.array([0.0, 2000.0, 0.0, 0.0, 2001.0, 0.0])
    for what, own, right in zip(
        ("captions", "log_p"),
        beam_search(params, features, 2, 3),
        reference.beam_search(params, features, 2, 3),
        strict=True,
    ):
        assert_close(own, right, f"beam_search: {what} of large scores")


@case(points=0.25)
def all_captions(beam_search):
    """finds the most probable of all captions where none is left out"""
    random = rng()
    params, features = caption_network(random, 3, 4, 5, 4), random.standard_normal((5, 3))
    _, log = beam_search(params, features, 64, 3)
    best = np.max([captions_log_p(params, row) for row in features], axis=1)
    assert_close(log, best, "beam_search: log_p of the best of all captions")


def captions_log_p(params, features):
    """The log probabilities of all captions of at most three words among four."""
    h0, done = features @ params["Wp"] + params["bp"], []
    open_ones = [(0.0, 1, h0)]
    for _ in range(3):
        longer = []
        for log, word, h in open_ones:
            h = np.tanh(params["We"][word] @ params["Wx"] + h @ params["Wh"] + params["b"])
            scores = h @ params["Wv"] + params["bv"]
            logs = log + scores - np.log(np.exp(scores).sum())
            done.append(float(logs[2]))
            longer += [(float(logs[k]), k, h) for k in (0, 1, 3)]
        open_ones = longer
    return [*done, *(log for log, *_ in open_ones)]


@case(points=0.25)
def arguments_kept(beam_search):
    """leaves the parameters as they were"""
    random = rng()
    params = caption_network(random)
    before = {key: value.copy() for key, value in params.items()}
    beam_search(params, random.standard_normal((2, 7)), 3, 4)
    assert_dict_close(params, before, "beam_search: params afterwards")
