OK_FORMAT = False
name = "features_backward (hidden)"
depends = ["features_forward"]

import numpy as np
from shared.nets import small_image, small_net

from autograder.checks import assert_close, assert_unchanged, case, rng

DEEP = ((4, 3, 3, 3), (6, 4, 3, 3), (5, 6, 3, 3))  # equal axes: a filter is 3 x 3


def gradients(reference, random, layers):
    """Image, filters and upstream gradients that are 0 but for some ``layers``."""
    image, weights = small_image(random, 13, 10), small_net(random, DEEP)
    features, right = reference.features_forward(image, weights)
    upstream = [
        random.standard_normal(f.shape) if layer in layers else np.zeros(f.shape)
        for layer, f in enumerate(features)
    ]
    return image, weights, upstream, right


@case(points=0.75)
def each_layer(features_forward, features_backward, reference):
    """dimage is right where a gradient comes in at one layer alone, whichever it is"""
    random = rng()
    for layer in (2, 0, 1):
        image, weights, upstream, right = gradients(reference, random, {layer})
        _, cache = features_forward(image, weights)
        what = f"features_backward: dimage of layer {layer} alone"
        dimage = features_backward(upstream, cache)
        assert_close(dimage, reference.features_backward(upstream, right), what)


@case(points=0.5)
def all_layers(features_forward, features_backward, reference):
    """adds the gradients of three layers"""
    image, weights, upstream, right = gradients(reference, rng(), {0, 1, 2})
    _, cache = features_forward(image, weights)
    dimage = features_backward(upstream, cache)
    right = reference.features_backward(upstream, right)
    assert_close(dimage, right, "features_backward: dimage")


@case(points=0.25)
def upstream_kept(features_forward, features_backward, reference):
    """leaves the upstream gradients as they were"""
    image, weights, upstream, _ = gradients(reference, rng(), {0, 1, 2})
    before = [d.copy() for d in upstream]
    _, cache = features_forward(image, weights)
    features_backward(upstream, cache)
    for now, then in zip(upstream, before, strict=True):
        assert_unchanged(now, then, "features_backward: dfeatures")
