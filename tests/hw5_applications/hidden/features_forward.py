OK_FORMAT = False
name = "features_forward (hidden)"
depends = ["convolution_ready"]

from shared.nets import small_image, small_net

from autograder.checks import CheckFailure, assert_close, assert_unchanged, case, rng

DEEP = ((4, 3, 3, 3), (6, 4, 3, 3), (5, 6, 3, 3), (7, 5, 3, 3))  # equal axes: a filter is 3 x 3


@case(points=0.75)
def four_layers(features_forward, reference):
    """is right for four layers, and where pooling leaves a row over"""
    random = rng()
    for layers, height, width in ((4, 18, 13), (3, 7, 11), (1, 5, 6)):
        image, weights = small_image(random, height, width), small_net(random, DEEP[:layers])
        features, _ = features_forward(image, weights)
        if not isinstance(features, list) or len(features) != layers:
            raise CheckFailure("features_forward: features should be a list with an array a layer.")
        right, _ = reference.features_forward(image, weights)
        for layer in range(layers):
            assert_close(features[layer], right[layer], f"features_forward: features[{layer}]")


@case(points=0.25)
def image_kept(features_forward):
    """leaves the image and the filters as they were"""
    random = rng()
    image, weights = small_image(random), small_net(random)
    before = image.copy(), [w.copy() for w in weights]
    features_forward(image, weights)
    assert_unchanged(image, before[0], "features_forward: image")
    for now, then in zip(weights, before[1], strict=True):
        assert_unchanged(now, then, "features_forward: weights")
