OK_FORMAT = False
name = "affine_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(affine_forward, reference):
    """is right for random arrays of several shapes"""
    random = rng()
    for shape in ((4, 2, 3), (2, 5, 3, 4)):
        x = random.standard_normal(shape[::-1]).T
        w = random.standard_normal((int(np.prod(shape[1:])), 7))
        b = random.standard_normal(7)
        out, _ = affine_forward(x, w, b)
        assert_close(out, reference.affine_forward(x, w, b)[0], "affine_forward: out")
