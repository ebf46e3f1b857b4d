OK_FORMAT = False
name = "affine_forward"

import numpy as np

from autograder.checks import assert_close, assert_raises, case, rng

from shared.inputs import layer_inputs


@case(points=1)
def values(affine_forward):
    """multiplies"""
    inputs = layer_inputs(rng())
    out, _ = affine_forward(**inputs)
    assert_close(out, inputs["x"] @ inputs["w"], "affine_forward: out")


@case(points=1)
def axes(affine_forward):
    """refuses an x of three axes"""
    assert_raises(ValueError, affine_forward, np.ones((2, 3, 4)), np.ones((4, 5)))
