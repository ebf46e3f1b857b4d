OK_FORMAT = False
name = "style_loss (hidden)"
depends = ["gram_matrix", "gram_backward"]

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_unchanged, case, rng

SHAPES = (1, 4, 6, 5), (1, 7, 3, 2), (1, 3, 9, 8)


def compare(style_loss, reference, features, grams, weights):
    """Compare the loss and all gradients."""
    loss, dfeatures = style_loss(features, grams, weights)
    right, gradients = reference.style_loss(features, grams, weights)
    assert_close(float(loss), float(right), "style_loss: loss")
    if not isinstance(dfeatures, list | tuple) or len(dfeatures) != len(features):
        raise CheckFailure("style_loss: dfeatures should be a list with an array a layer.")
    for layer, gradient in enumerate(gradients):
        assert_close(dfeatures[layer], gradient, f"style_loss: dfeatures[{layer}]")


@case(points=0.75)
def three_layers(style_loss, reference):
    """loss and gradients are right for three layers of different sizes, one with weight 0"""
    random = rng()
    features = [random.standard_normal(shape) for shape in SHAPES]
    grams = [9.0 * random.standard_normal((1, s[1], s[1])) for s in SHAPES]
    compare(style_loss, reference, features, grams, [2.0, 0.7, 31.0])
    compare(style_loss, reference, features, grams, [0.0, 5.0, 0.2])


@case(points=0.25)
def of_the_style(style_loss, reference):
    """is 0, and so are the gradients, where the image has the style already"""
    random = rng()
    features = [random.standard_normal(shape) for shape in SHAPES]
    grams = [reference.gram_matrix(feature) for feature in features]
    loss, dfeatures = style_loss(features, grams, [1.0, 2.0, 3.0])
    assert_close(float(loss), 0.0, "style_loss: loss at the style", atol=1e-20)
    for feature, gradient in zip(features, dfeatures, strict=True):
        what = "style_loss: dfeatures at the style"
        assert_close(gradient, np.zeros(feature.shape), what, atol=1e-12)


@case(points=0.5)
def another_size(style_loss, reference):
    """is right where the style's image was larger than the content's, and for a single layer"""
    random = rng()
    large, small = random.standard_normal((1, 5, 12, 9)), random.standard_normal((1, 5, 4, 3))
    compare(style_loss, reference, [small], [reference.gram_matrix(large)], [0.4])


@case(points=0.25)
def inputs_kept(style_loss):
    """leaves features and Gram matrices as they were"""
    random = rng()
    features = [random.standard_normal(shape) for shape in SHAPES]
    grams = [random.standard_normal((1, s[1], s[1])) for s in SHAPES]
    before = [a.copy() for a in (*features, *grams)]
    style_loss(features, grams, [1.0, 2.0, 3.0])
    for now, then in zip((*features, *grams), before, strict=True):
        assert_unchanged(now, then, "style_loss: features and grams")
