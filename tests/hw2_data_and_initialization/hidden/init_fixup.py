OK_FORMAT = False
name = "init_fixup (hidden)"
bonus = True
depends = ["init_he"]

import numpy as np

from autograder.checks import assert_close, assert_normal_scale, case, rng


@case(points=1)
def three_layers(init_fixup):
    """three convolutions in 10 branches: the power of the branches follows the depth"""
    shapes = [(100, 50, 5, 4), (50, 100, 4, 5), (20, 50, 3, 2)]
    found = init_fixup(shapes, 10, rng("weights"))
    for w, inputs in zip(found[:2], (1000, 2000), strict=True):
        assert_normal_scale(w, np.sqrt(2 / inputs) * 10**-0.25, "init_fixup")
    assert_close(found[2], np.zeros(shapes[2]), "init_fixup: the last layer")
    again = init_fixup(shapes, 10, rng("weights"))
    assert_close(again[1], found[1], "init_fixup with an equal generator")
