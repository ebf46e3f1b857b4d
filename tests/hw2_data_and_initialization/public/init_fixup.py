OK_FORMAT = False
name = "init_fixup"
bonus = True
depends = ["init_he"]

import numpy as np

from autograder.checks import assert_close, assert_drawn, assert_normal_scale, case, rng


@case(points=0.5)
def two_layers(init_fixup):
    """the last layer is zero, the first is He's divided by the root of the branches"""
    first, last = init_fixup([(400, 250), (250, 400)], 16, rng("weights"))
    assert_close(last, np.zeros((250, 400)), "init_fixup: the last layer")
    assert_normal_scale(first, np.sqrt(2 / 400) / 4, "init_fixup: the first layer")


@case(points=0.5)
def deeper(init_fixup):
    """the power of the branches follows the number of layers; each layer is drawn anew"""
    shapes = [
        (320, 330),
        (330, 320),
        (320, 330),
        (330, 7),
    ]  # with three, -1/2 would fit two mistakes
    found = init_fixup(shapes, 64, rng("weights"))
    for layer, (inputs, _), w in zip(("first", "second", "third"), shapes, found, strict=False):
        assert_normal_scale(w, np.sqrt(2 / inputs) / 2, f"init_fixup: the {layer} of four layers")
    assert_drawn(found[0], found[2], "init_fixup")
    assert_close(found[3], np.zeros((330, 7)), "init_fixup: the last layer")
    again = init_fixup(shapes, 64, rng("weights"))
    assert_close(again[1], found[1], "init_fixup with an equal generator")
