OK_FORMAT = False
name = "prelu_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def random_values(prelu_forward, reference):
    """is right for rows and images with a slope a channel"""
    random = rng()
    for shape in ((4, 3), (2, 3, 3, 5)):
        x, alpha = random.standard_normal(shape), random.uniform(-0.5, 0.9, 3)
        expected = reference.prelu_forward(x, alpha)[0]
        assert_close(prelu_forward(x, alpha)[0], expected, "prelu_forward: out")


@case(points=0.5)
def inputs_kept(prelu_forward):
    """leaves x and alpha as they were"""
    x, alpha = rng().standard_normal((3, 4)), np.full(4, 0.2)
    before = x.copy(), alpha.copy()
    prelu_forward(x, alpha)
    assert_unchanged(x, before[0], "prelu_forward: x")
    assert_unchanged(alpha, before[1], "prelu_forward: alpha")
