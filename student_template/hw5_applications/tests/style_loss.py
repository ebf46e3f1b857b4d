OK_FORMAT = False
name = "style_loss"
depends = ["gram_matrix", "gram_backward"]

import numpy as np
from shared.slopes import assert_slopes

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def by_hand(style_loss):
    """is 0.25 on an image of two channels and three pixels: 3 * 12 / (4 * 2^2 * 3^2)"""
    feature = np.array([[[[1.0, 2.0, 0.0]], [[3.0, 0.0, 1.0]]]])
    wanted = np.array([[[3.0, 1.0], [1.0, 10.0]]])  # equal axes: two channels; G - A is 2, 2, 2, 0
    loss, _ = style_loss([feature], [wanted], [3.0])
    assert_close(loss, np.array(0.25), "style_loss: loss")


@case(points=0.5)
def gradients(style_loss):
    """the gradients of both layers are right along random directions"""
    random = rng()
    shapes = (1, 4, 6, 5), (1, 2, 3, 4)
    features = [random.standard_normal(shape) for shape in shapes]
    grams = [7.0 * random.standard_normal((1, c, c)) for _, c, _, _ in shapes]
    weights = [3.0, 0.5]
    _, dfeatures = style_loss(features, grams, weights)

    def loss_at(moved):
        return style_loss(moved, grams, weights)[0]

    assert_slopes(loss_at, features, dfeatures, "style_loss: dfeatures", random)
