OK_FORMAT = False
name = "features_backward"
depends = ["features_forward"]

import numpy as np
from shared.nets import small_image, small_net
from shared.slopes import assert_slopes

from autograder.checks import case, rng


@case(points=1)
def both_layers(features_forward, features_backward):
    """dimage is right where a gradient comes in at both layers, along random directions"""
    random = rng()
    image, weights = small_image(random), small_net(random)
    features, cache = features_forward(image, weights)
    upstream = [random.standard_normal(feature.shape) for feature in features]

    def loss_at(images):
        found, _ = features_forward(images[0], weights)
        return sum(np.sum(d * f) for d, f in zip(upstream, found, strict=True))

    dimage = features_backward(upstream, cache)
    assert_slopes(loss_at, [image], [dimage], "features_backward: dimage", random)
