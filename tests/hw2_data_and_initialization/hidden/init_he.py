OK_FORMAT = False
name = "init_he (hidden)"
depends = ["fan_in"]

import numpy as np

from autograder.checks import assert_normal_scale, case, rng


@case(points=1)
def other_shapes(init_he):
    """has the right scale where fan-in and fan-out differ the other way"""
    for shape, inputs in (((500, 200), 500), ((20, 100, 5, 10), 5000), ((250, 10, 5, 8), 400)):
        w = init_he(shape, rng("weights"))
        assert_normal_scale(w, np.sqrt(2 / inputs), "init_he")
