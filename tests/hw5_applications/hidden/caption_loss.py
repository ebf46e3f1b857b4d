OK_FORMAT = False
name = "caption_loss (hidden)"
depends = [
    "word_embedding_backward",
    "rnn_backward",
    "temporal_affine_backward",
    "temporal_softmax_loss",
]

import numpy as np
from shared.recurrent import CAPTIONS, caption_network
from shared.scenes import features_of

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_dict_close,
    assert_shape,
    assert_unchanged,
    case,
    data,
    rng,
)


def batch(random, n=6):
    """A network, features of n images, and captions that end at different places."""
    captions = np.zeros((n, 7), dtype=int)
    for i, row in enumerate(captions):
        words = 1 + i % 5
        row[: words + 2] = [1, *random.integers(3, 9, words), 2]
    network = caption_network(random, f=8, d=4, h=5, v=9)
    return network, random.standard_normal((n, 8)), captions


@case(points=0.5)
def values(caption_loss, reference):
    """loss and gradients are right for captions of different lengths"""
    inputs = batch(rng())
    loss, grads = caption_loss(*inputs)
    expected, right = reference.caption_loss(*inputs)
    assert_close(loss, expected, "caption_loss: loss")
    assert_dict_close(grads, right, "caption_loss: grads")


@case(points=0.25)
def longer_rows(caption_loss, reference):
    """more NULL behind the captions changes nothing"""
    params, features, captions = batch(rng())
    loss, grads = reference.caption_loss(params, features, captions)
    longer = np.pad(captions, ((0, 0), (0, 3)))
    found, gradients = caption_loss(params, features, longer)
    assert_close(found, loss, "caption_loss: loss of longer rows")
    assert_dict_close(gradients, grads, "caption_loss: grads of longer rows")


@case(points=0.25)
def inputs_kept(caption_loss):
    """leaves parameters, features and captions as they were"""
    random = rng()
    params, features = caption_network(random), random.standard_normal((3, 7))
    captions = CAPTIONS.copy()
    before = {key: value.copy() for key, value in params.items()}, features.copy()
    caption_loss(params, features, captions)
    assert_dict_close(params, before[0], "caption_loss: params afterwards")
    assert_unchanged(features, before[1], "caption_loss: features")
    assert_unchanged(captions, CAPTIONS, "caption_loss: captions")


@case(points=0.5)
def learns_scenes(caption_loss, trained_captions, reference):
    """two hundred steps of Adam on 1,500 scenes get 70 % of the words of unseen ones right"""
    random, scenes = rng(), data("scenes")
    captions, features = scenes["captions"][:1800].astype(int), features_of(scenes, 1800, 1500)
    params = caption_network(random, f=features.shape[1], d=32, h=64, v=15)
    for key, array in params.items():
        array *= 0.5 if key == "We" else len(array) ** -0.5 if key[0] == "W" else 0.0
    batches = random.integers(0, 1500, (200, 64))
    # one call first: what fails in it is known at once, and needs no training
    _, grads = caption_loss(params, features[batches[0]], captions[batches[0]])
    for key, value in params.items():
        assert_shape(grads.get(key), value.shape, f"caption_loss: grads[{key!r}]")
    # by its name: too long to be repeated for a hint
    learnt = features[:1500], captions[:1500], batches
    params = trained_captions(params, *learnt, learning_rate=5e-3)
    for key, value in caption_network(random, features.shape[1], 32, 64, 15).items():
        assert_shape(params.get(key), value.shape, f"caption_loss: params[{key!r}] when trained")
    found = reference.greedy_captions(params, features[1500:], 9)
    score = reference.caption_scores(found, captions[1500:, 1:])["token"]
    if not score >= 0.7:
        raise CheckFailure("caption_loss: a network that is trained with it gets too few words.")
