OK_FORMAT = False
name = "greedy_captions"
depends = ["caption_loss"]

import numpy as np

from autograder.checks import assert_close, case


def counting_network():
    """A network that only looks at its last word: after word k comes k + 1, after the last END."""
    # equal axes: a unit for every word, which passes it on
    follow = np.zeros((6, 6))
    follow[[1, 3, 4, 5], [3, 4, 5, 2]] = 9.0
    follow[2, 4] = 9.0  # a network that goes on after END would say 4
    params = {"Wp": np.ones((3, 6)), "bp": np.zeros(6), "We": np.eye(6), "Wx": 5 * np.eye(6)}
    # equal axes: Wh is square
    return {**params, "Wh": np.zeros((6, 6)), "b": np.zeros(6), "Wv": follow, "bv": np.zeros(6)}


@case(points=0.5)
def word_by_word(greedy_captions):
    """gives the network START, then its own words, and writes nothing behind END"""
    found = greedy_captions(counting_network(), np.ones((2, 3)), 7)
    right = np.array([[3, 4, 5, 2, 0, 0, 0]] * 2)
    assert_close(found, right, "greedy_captions: the words")
    found = greedy_captions(counting_network(), np.ones((1, 3)), 2)
    assert_close(found, right[:1, :2], "greedy_captions: two words")
