OK_FORMAT = False
name = "stylize (hidden)"
depends = ["style_objective"]

import copy

import numpy as np
from shared.nets import settings_of, small_image, small_net, target_of

from autograder.checks import CheckFailure, assert_close, assert_unchanged, case, data, rng, show


def compare(stylize, reference, content, settings, rate, contrast=1.0):
    """Compare the image and the losses after five steps, on images without equal pixels."""
    random = rng("net")
    weights = small_net(random)
    target = target_of(reference, content, small_image(random, 12, 14), weights)
    target["grams"] = [contrast * gram for gram in target["grams"]]
    image, losses = stylize(content, weights, target, settings, 5, rate)
    right, wanted = reference.stylize(content, weights, target, settings, 5, rate)
    assert_close(np.array(losses, dtype=float), np.array(wanted), "stylize: losses")
    assert_close(image, right, "stylize: image")


@case(points=0.5)
def five_steps(stylize, reference):
    """image and losses are right after five steps"""
    compare(stylize, reference, small_image(rng()), settings_of(), 0.03)


@case(points=0.25)
def clipped(stylize, reference):
    """goes on rightly where pixels meet the ends of their range"""
    image = small_image(rng())
    dark_or_bright = np.sign(image) * (0.5 - 0.1 * np.abs(image))  # near the ends, and none equal
    # A style of more contrast pulls the pixels outward: one in six ends at -0.5 or 0.5.
    settings = settings_of(1, 0.1, (20.0, 50.0), 0.0)
    compare(stylize, reference, dark_or_bright, settings, 0.1, contrast=3.0)


@case(points=0.25)
def content_kept(stylize, reference):
    """leaves the image, from which the target may have been made, and the target as they were"""
    random = rng()
    weights, content, style = small_net(random), small_image(random), small_image(random)
    target = target_of(reference, content, style, weights)
    before = copy.deepcopy((content, target["content"], weights))
    stylize(content, weights, target, settings_of(), 2, 0.002)
    assert_unchanged(content, before[0], "stylize: image")
    assert_unchanged(target["content"], before[1], "stylize: target['content']")
    for now, then in zip(weights, before[2], strict=True):
        assert_unchanged(now, then, "stylize: weights")


def photograph(name):
    """A photograph of 48 x 48 pixels, (1, 3, 48, 48)."""
    # equal axes: a square photograph
    pixels = data("photographs")[name].reshape(48, 2, 48, 2, 3).mean(axis=(1, 3))
    return pixels.transpose(2, 0, 1)[None] / 255.0 - 0.5


@case(points=0.5)
def photographs(stylize, reference):
    """forty steps from a photograph leave less than 30 % of the objective"""
    random, content, style = rng(), photograph("china"), photograph("flower")
    shapes = (32, 16, 3, 3), (64, 32, 3, 3)  # equal axes: a filter is 3 x 3
    weights = [data("photographs")["bank"].copy(), *small_net(random, shapes)]
    target = target_of(reference, content, style, weights)
    layers = []
    for shape, gram in zip(((16, 48), (32, 24), (64, 12)), target["grams"], strict=True):
        layers.append(4 * shape[0] ** 2 * shape[1] ** 4 / (3 * np.sum(gram**2)))
    settings = settings_of(1, 0.1 / np.sum(target["content"] ** 2), layers, 0.0)
    image, losses = stylize(content, weights, target, settings, 40, learning_rate=3.0)
    # Right runs leave 2.4 % (30 networks: a standard deviation of 0.5 points, the worst 3.2 %).
    if not np.max(np.abs(image)) <= 0.5:
        raise CheckFailure("stylize: pixels left the range from -0.5 to 0.5.")
    loss, _ = reference.style_objective(image, weights, target, settings)
    if not (len(losses) == 40 and loss < 0.3 * losses[0] and losses[-1] < 0.3 * losses[0]):
        raise CheckFailure("stylize: after 40 steps more than 30 % of the objective is left.")
    show("a pagoda in the style of a flower", image[0].transpose(1, 2, 0) + 0.5)
