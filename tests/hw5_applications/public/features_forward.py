OK_FORMAT = False
name = "features_forward"
depends = ["convolution_ready"]

import numpy as np

from autograder.checks import CheckFailure, assert_close, case, rng

CENTRE = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
BESIDE = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])


@case(points=0.5)
def two_layers(features_forward):
    """the first layer's feature is pooled before the second layer, and nothing after that one"""
    image = rng().uniform(0.1, 0.5, (1, 1, 4, 6))
    first, second = CENTRE[None, None], np.array([[2 * BESIDE], [-CENTRE]])
    features, _ = features_forward(image, [first, second])
    if not isinstance(features, list) or len(features) != 2:
        raise CheckFailure("features_forward: features should be a list with an array a layer.")
    assert_close(features[0], image, "features_forward: features[0]")
    pooled = image.reshape(1, 1, 2, 2, 3, 2).max(axis=(3, 5))  # equal axes: 2 x 2 windows
    right = np.zeros((1, 2, 2, 3))  # equal axes: two filters, two rows
    right[:, 0, :, :2] = 2 * pooled[:, 0, :, 1:]  # the filter looks at the pixel to the right
    assert_close(features[1], right, "features_forward: features[1]")


@case(points=0.5)
def one_layer(features_forward):
    """a layer is a convolution without bias, then ReLU: a filter with a one at its centre copies"""
    image = rng().uniform(-0.5, 0.5, (1, 2, 4, 6))
    w = np.array([[CENTRE, 0 * CENTRE], [0 * CENTRE, -CENTRE], [CENTRE, CENTRE]])
    features, _ = features_forward(image, [w])
    if not isinstance(features, list) or len(features) != 1:
        raise CheckFailure("features_forward: features should be a list with an array a layer.")
    red, green = image[:, 0], image[:, 1]
    right = np.maximum(np.stack([red, -green, red + green], axis=1), 0.0)
    assert_close(features[0], right, "features_forward: features[0]")
