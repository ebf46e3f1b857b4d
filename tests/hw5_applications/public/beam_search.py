OK_FORMAT = False
name = "beam_search"
depends = ["greedy_captions"]
bonus = True

import numpy as np

from autograder.checks import assert_close, case


def tempting_network():
    """After START word 3 is likelier than 4; after 3 nothing is likely, after 4 surely END."""
    # equal axes: a unit for every word, which passes it on
    follow = np.full((5, 5), -9.0)
    follow[1, [3, 4]] = np.log([0.6, 0.4])
    follow[3] = 0.0
    follow[4, 2] = 9.0
    params = {"Wp": np.ones((3, 5)), "bp": np.zeros(5), "We": np.eye(5), "Wx": 20 * np.eye(5)}
    # equal axes: Wh is square
    return {**params, "Wh": np.zeros((5, 5)), "b": np.zeros(5), "Wv": follow, "bv": np.zeros(5)}


def log_p(scores, word):
    """The log probability of a word."""
    return scores[word] - np.log(np.exp(scores).sum())


@case(points=0.5)
def looks_ahead(beam_search):
    """finds a caption that begins less well; width 1 is greedy"""
    params, features = tempting_network(), np.ones((2, 3))
    start, three, four = params["Wv"][[1, 3, 4]]
    found, log = beam_search(params, features, 1, 2)
    assert_close(found, np.array([[3, 0], [3, 0]]), "beam_search: captions with width 1")
    both = log_p(start, 3) + log_p(three, 0)
    assert_close(log, np.full(2, both), "beam_search: log_p with width 1", rtol=1e-6)
    found, log = beam_search(params, features, 2, 2)
    assert_close(found, np.array([[4, 2], [4, 2]]), "beam_search: captions with width 2")
    both = log_p(start, 4) + log_p(four, 2)
    assert_close(log, np.full(2, both), "beam_search: log_p with width 2", rtol=1e-6)
