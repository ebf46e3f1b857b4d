OK_FORMAT = False
name = "leaky_relu_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def any_shape(leaky_relu_forward, reference):
    """works on images as well as on rows"""
    x = 3 * rng().standard_normal((2, 3, 4, 5))
    out, _ = leaky_relu_forward(x, 0.3)
    assert_close(out, reference.leaky_relu_forward(x, 0.3)[0], "leaky_relu_forward: out")


@case(points=0.5)
def input_kept(leaky_relu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4))
    before = x.copy()
    leaky_relu_forward(x)
    assert_unchanged(x, before, "leaky_relu_forward: x")


@case(points=0.5)
def default_alpha(leaky_relu_forward):
    """takes 0.01 for alpha by default"""
    out, _ = leaky_relu_forward(np.array([-3.0, 2.0]))
    assert_close(out, np.array([-0.03, 2.0]), "leaky_relu_forward: out")
