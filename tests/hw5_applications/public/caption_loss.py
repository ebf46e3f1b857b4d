OK_FORMAT = False
name = "caption_loss"
depends = [
    "word_embedding_backward",
    "rnn_backward",
    "temporal_affine_backward",
    "temporal_softmax_loss",
]

import numpy as np
from shared.recurrent import CAPTIONS, caption_network

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=0.5)
def of_guessing(caption_loss):
    """is log V a word where all scores are equal: START is no target, END is one"""
    random = rng()
    params = {**caption_network(random), "Wv": np.zeros((5, 6)), "bv": np.full(6, 0.25)}
    loss, _ = caption_loss(params, random.standard_normal((3, 7)), CAPTIONS)
    assert_close(loss, (4 + 3 + 6) / 3 * np.log(6.0), "caption_loss: loss")


@case(points=0.5)
def gradients(caption_loss):
    """the gradients of all parameters agree with the numeric ones"""
    random = rng()
    inputs = {"params": caption_network(random), "features": random.standard_normal((3, 7))}
    check_loss_gradient(caption_loss, {**inputs, "captions": CAPTIONS}, "params")
