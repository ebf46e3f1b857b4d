OK_FORMAT = False
name = "elu_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def any_shape(elu_forward, reference):
    """works on images as well as on rows"""
    x = 3 * rng().standard_normal((2, 3, 4, 5))
    out, _ = elu_forward(x, 0.3)
    assert_close(out, reference.elu_forward(x, 0.3)[0], "elu_forward: out")


@case(points=0.5)
def input_kept(elu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    elu_forward(x)
    assert_unchanged(x, before, "elu_forward: x")


@case(points=0.5)
def far_out(elu_forward):
    """is exact at x = -1000 and x = 1000"""
    out, _ = elu_forward(np.array([-1000.0, -40.0, 40.0, 1000.0]))
    assert_close(
        out, np.array([-1.0, -1.0, 40.0, 1000.0]), "elu_forward: out for large x", rtol=1e-6
    )
