OK_FORMAT = False
name = "style_objective"
depends = ["features_backward", "content_loss", "style_loss", "tv_loss"]

import numpy as np
from shared.nets import drawn_target, settings_of, small_image, small_net
from shared.slopes import assert_slopes

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def parts(style_objective, features_forward, content_loss, style_loss, tv_loss):
    """is the sum of its three parts, each with its weight"""
    random = rng()
    image, weights = small_image(random), small_net(random)
    features, _ = features_forward(image, weights)
    for layer in (1, 0):
        target, settings = drawn_target(random, layer), settings_of(layer)
        right = 0.3 * content_loss(features[layer], target["content"])[0]
        right += style_loss(features, target["grams"], [20.0, 50.0])[0] + 0.1 * tv_loss(image)[0]
        loss, _ = style_objective(image, weights, target, settings)
        assert_close(np.array(float(loss)), np.array(right), "style_objective: loss")


@case(points=0.5)
def gradient(style_objective):
    """dimage is right along random directions"""
    random = rng()
    image, weights, target = small_image(random), small_net(random), drawn_target(random)
    _, dimage = style_objective(image, weights, target, settings_of())

    def loss_at(images):
        return style_objective(images[0], weights, target, settings_of())[0]

    assert_slopes(loss_at, [image], [dimage], "style_objective: dimage", random)
