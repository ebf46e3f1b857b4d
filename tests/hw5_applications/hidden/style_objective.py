OK_FORMAT = False
name = "style_objective (hidden)"
depends = ["features_backward", "content_loss", "style_loss", "tv_loss"]

import copy

from shared.nets import settings_of, small_image, small_net, target_of

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng


def compare(style_objective, reference, layer, settings):
    """Compare loss and gradient for an image on its way from a content to a style."""
    random = rng()
    weights = small_net(random)
    image, content, style = (small_image(random) for _ in range(3))
    target = target_of(reference, content, style, weights, layer)
    loss, dimage = style_objective(image, weights, target, settings)
    right, gradient = reference.style_objective(image, weights, target, settings)
    assert_close(float(loss), float(right), "style_objective: loss")
    assert_close(dimage, gradient, "style_objective: dimage")


@case(points=0.75)
def each_part(style_objective, reference):
    """is right for content alone, style alone and variation alone"""
    compare(style_objective, reference, 1, settings_of(1, 0.8, (0.0, 0.0), 0.0))
    compare(style_objective, reference, 1, settings_of(1, 0.0, (30.0, 90.0), 0.0))
    compare(style_objective, reference, 1, settings_of(1, 0.0, (0.0, 0.0), 0.7))


@case(points=0.5)
def all_parts(style_objective, reference):
    """is right for all three together, whichever layer holds the content"""
    for layer in (1, 0):
        compare(style_objective, reference, layer, settings_of(layer))


@case(points=0.25)
def inputs_kept(style_objective, reference):
    """leaves image, filters, target and settings as they were"""
    random = rng()
    weights, settings = small_net(random), settings_of()
    image, content, style = (small_image(random) for _ in range(3))
    target = target_of(reference, content, style, weights)
    before = copy.deepcopy((image, weights, target["content"], target["grams"], settings))
    style_objective(image, weights, target, settings)
    assert_unchanged(image, before[0], "style_objective: image")
    for now, then in zip([*weights, *target["grams"]], [*before[1], *before[3]], strict=True):
        assert_unchanged(now, then, "style_objective: weights and grams")
    assert_unchanged(target["content"], before[2], "style_objective: target['content']")
    assert_dict_close(
        {**settings, "layer_weights": settings["layer_weights"][0]},
        {**before[4], "layer_weights": before[4]["layer_weights"][0]},
        "style_objective: settings afterwards",
    )
