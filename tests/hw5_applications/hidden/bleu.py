OK_FORMAT = False
name = "bleu (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


def captions(random):
    """Right captions of four to seven words, and found ones that are shorter, longer or other."""
    lengths = random.integers(4, 8, (12, 1))
    words, places = random.integers(3, 7, (12, 9)), np.arange(9)
    right = np.where(places < lengths, words, np.where(places == lengths, 2, 0))
    other = np.where(random.random((12, 9)) < 0.3, random.integers(3, 7, (12, 9)), words)
    lengths = np.clip(lengths + random.integers(-2, 2, (12, 1)), 3, 8)
    return np.where(places < lengths, other, np.where(places == lengths, 2, 0)), right


@case(points=0.25)
def values(bleu, reference):
    """is right for captions that are too short and too long, in both directions"""
    found, right = captions(rng())
    before = found.copy()
    for n in (1, 2, 4):
        assert_close(bleu(found, right, n), reference.bleu(found, right, n), "bleu")
        assert_close(bleu(right, found, n), reference.bleu(right, found, n), "bleu, exchanged")
    assert_unchanged(found, before, "bleu: found")


@case(points=0.25)
def none(bleu):
    """is 0 where no run of n words is right, or there is none"""
    right = np.array([[3, 4, 5, 2, 0], [6, 3, 2, 0, 0]])
    found = np.array([[3, 5, 4, 2, 0], [6, 4, 2, 0, 0]])
    assert_close(bleu(found, right, 2), 0.0, "bleu where no pair of words is right")
    assert_close(bleu(right[:, :3], right, 4), 0.0, "bleu where there are no four words")
    assert_close(bleu(np.full((2, 4), 0), right, 1), 0.0, "bleu of empty captions")
