OK_FORMAT = False
name = "stylize"
depends = ["style_objective"]

import numpy as np
from shared.nets import drawn_target, settings_of, small_image, small_net

from autograder.checks import CheckFailure, assert_close, case, rng


@case(points=0.5)
def two_steps(stylize, style_objective):
    """two steps are those of momentum, clipped, and the losses are those before each step"""
    random = rng()
    image, weights, target = small_image(random), small_net(random), drawn_target(random)
    settings, rate = settings_of(), 0.05
    found, losses = stylize(image, weights, target, settings, 2, rate)
    first, dimage = style_objective(image, weights, target, settings)
    v = -rate * dimage
    middle = np.clip(image + v, -0.5, 0.5)
    second, dimage = style_objective(middle, weights, target, settings)
    if not isinstance(losses, list) or len(losses) != 2:
        raise CheckFailure("stylize: losses should be a list with a number a step.")
    assert_close(np.array(losses, dtype=float), np.array([first, second]), "stylize: losses")
    right = np.clip(middle + 0.9 * v - rate * dimage, -0.5, 0.5)
    assert_close(found, right, "stylize: image")
