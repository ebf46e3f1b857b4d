OK_FORMAT = False
name = "greedy_captions (hidden)"
depends = ["caption_loss"]

import numpy as np
from shared.recurrent import caption_network, clear_winner

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


def scores_of(params, features, words):
    """The scores of a network at each of the words that it has said, NULL taken for END."""
    h, found = features @ params["Wp"] + params["bp"], []
    for said in np.hstack([np.ones((len(words), 1), dtype=int), words[:, :-1]]).T:
        h = np.tanh(params["We"][said] @ params["Wx"] + h @ params["Wh"] + params["b"])
        found.append(h @ params["Wv"] + params["bv"])
    return np.stack(found, axis=1)


@case(points=0.5)
def values(greedy_captions, reference):
    """is right for networks that remember the image and what they have said"""
    random = rng()
    for v in (6, 11):
        params, features = caption_network(random, 7, 4, 5, v), random.standard_normal((30, 7))
        right = reference.greedy_captions(params, features, 8)
        if not clear_winner(scores_of(params, features, right)[right != 0]):
            raise ArithmeticError("two words are as probable as each other: take other numbers")
        assert_close(greedy_captions(params, features, 8), right, "greedy_captions: the words")


@case(points=0.25)
def first_of_equal(greedy_captions):
    """takes the first of equally probable words"""
    params = caption_network(rng())
    params["Wv"], params["bv"] = np.zeros((5, 6)), np.array([0.0, 0.0, 0.0, 2.0, 1.0, 2.0])
    found = greedy_captions(params, np.ones((4, 7)), 3)
    assert_close(found, np.full((4, 3), 3), "greedy_captions: words that are equally probable")


@case(points=0.25)
def inputs_kept(greedy_captions):
    """leaves parameters and features as they were"""
    random = rng()
    params, features = caption_network(random), random.standard_normal((3, 7))
    before = {key: value.copy() for key, value in params.items()}, features.copy()
    greedy_captions(params, features, 5)
    assert_dict_close(params, before[0], "greedy_captions: params afterwards")
    assert_unchanged(features, before[1], "greedy_captions: features")
