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
    shapes = [(320, 320), (320, 320), (320, 7)]
    found = init_fixup(shapes, 16, rng("weights"))
    for layer, w in zip(("first", "second"), found, strict=False):
        assert_normal_scale(w, np.sqrt(2 / 320) / 2, f"init_fixup: the {layer} of three layers")
    assert_drawn(found[0], found[1], "init_fixup")
    assert_close(found[2], np.zeros((320, 7)), "init_fixup: the last layer")
    again = init_fixup(shapes, 16, rng("weights"))
    assert_close(again[1], found[1], "init_fixup with an equal generator")
