OK_FORMAT = False
name = "content_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(content_loss, reference):
    """loss and gradient are right, and 0 at the target"""
    feature, target = rng().standard_normal((2, 3, 4, 5, 6))
    loss, dfeature = content_loss(feature, target)
    right, gradient = reference.content_loss(feature, target)
    assert_close(loss, right, "content_loss: loss")
    assert_close(dfeature, gradient, "content_loss: dfeature")
    loss, dfeature = content_loss(target, target)
    assert_close(loss, np.array(0.0), "content_loss: loss at the target")
    assert_close(dfeature, np.zeros(target.shape), "content_loss: dfeature at the target")


@case(points=0.25)
def inputs_kept(content_loss):
    """leaves the feature and the target as they were"""
    feature, target = rng().standard_normal((2, 1, 3, 4, 5))
    before = feature.copy(), target.copy()
    content_loss(feature, target)
    assert_unchanged(feature, before[0], "content_loss: feature")
    assert_unchanged(target, before[1], "content_loss: target")
