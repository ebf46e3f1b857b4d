OK_FORMAT = False
name = "init_fixup (hidden)"
bonus = True
depends = ["init_he"]

import numpy as np

from autograder.checks import assert_close, assert_normal_scale, case, rng


@case(points=1)
def four_layers(init_fixup):
    """four convolutions in 10 branches: the power of the branches follows the depth"""
    shapes = [(100, 50, 5, 4), (50, 100, 4, 5), (100, 50, 4, 6), (20, 100, 3, 2)]
    found = init_fixup(shapes, 10, rng("weights"))
    for w, inputs in zip(found[:3], (1000, 2000, 1200), strict=True):
        assert_normal_scale(w, np.sqrt(2 / inputs) * 10 ** (-1 / 6), "init_fixup")
    assert_close(found[3], np.zeros(shapes[3]), "init_fixup: the last layer")
    again = init_fixup(shapes, 10, rng("weights"))
    assert_close(again[1], found[1], "init_fixup with an equal generator")
