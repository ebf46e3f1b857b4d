OK_FORMAT = False
name = "init_fixup"
bonus = True
depends = ["init_he"]

import numpy as np

from autograder.checks import assert_close, assert_normal_scale, case, rng


@case(points=1)
def two_layers(init_fixup):
    """the last layer is zero, the first is He's divided by the root of the branches"""
    first, last = init_fixup([(400, 250), (250, 400)], 16, rng("weights"))
    assert_close(last, np.zeros((250, 400)), "init_fixup: the last layer")
    assert_normal_scale(first, np.sqrt(2 / 400) / 4, "init_fixup: the first layer")
