OK_FORMAT = False
name = "init_xavier (hidden)"
depends = ["fan_in"]

import numpy as np

from autograder.checks import assert_close, assert_drawn, assert_normal_scale, case, rng


@case(points=1)
def other_shapes(init_xavier):
    """has the right scale where fan-in and fan-out differ the other way"""
    for shape, inputs in (((500, 200), 500), ((20, 100, 5, 10), 5000), ((200, 10, 5, 10), 500)):
        w = init_xavier(shape, rng("weights"))
        assert_normal_scale(w, np.sqrt(1 / inputs), "init_xavier")


@case(points=0.5)
def drawn_from_rng(init_xavier):
    """draws from the generator it is given, and only from it"""
    random = rng("weights")
    first, second = (init_xavier((250, 400), random) for _ in range(2))
    assert_drawn(first, second, "init_xavier")
    again = init_xavier((250, 400), rng("weights"))
    assert_close(again, first, "init_xavier with an equal generator")
