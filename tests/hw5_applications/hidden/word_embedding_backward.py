OK_FORMAT = False
name = "word_embedding_backward (hidden)"
depends = ["word_embedding_forward"]

import numpy as np

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(word_embedding_forward, word_embedding_backward):
    """dW agrees with the numeric gradient where words repeat"""
    random = rng()
    inputs = {"x": random.integers(0, 5, (3, 7)), "W": random.standard_normal((6, 4))}
    check_gradient(word_embedding_forward, word_embedding_backward, inputs, wrt=("W",))


@case(points=0.25)
def one_word(word_embedding_forward, word_embedding_backward):
    """dW agrees with the numeric gradient where one word comes everywhere"""
    inputs = {"x": np.full((3, 4), 1), "W": rng().standard_normal((2, 5))}
    check_gradient(word_embedding_forward, word_embedding_backward, inputs, wrt=("W",))


@case(points=0.25)
def dout_kept(word_embedding_forward, word_embedding_backward):
    """leaves dout as it was"""
    random = rng()
    _, cache = word_embedding_forward(random.integers(0, 4, (3, 6)), np.ones((4, 5)))
    dout = random.standard_normal((3, 6, 5))
    before = dout.copy()
    word_embedding_backward(dout, cache)
    assert_unchanged(dout, before, "word_embedding_backward: dout")
