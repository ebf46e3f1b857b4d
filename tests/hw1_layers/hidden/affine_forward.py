OK_FORMAT = False
name = "affine_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def random_values(affine_forward, reference):
    """is right for random arrays of several shapes"""
    random = rng()
    for shape in ((3, 5), (4, 2, 3), (2, 2, 3, 2)):
        x = random.standard_normal(shape)
        w = random.standard_normal((int(np.prod(shape[1:])), 7))
        b = random.standard_normal(7)
        out, _ = affine_forward(x, w, b)
        assert_close(out, reference.affine_forward(x, w, b)[0], "affine_forward: out")


@case(points=0.5)
def inputs_kept(affine_forward):
    """leaves x, w and b as they were"""
    random = rng()
    x, w, b = (random.standard_normal(shape) for shape in ((3, 4), (4, 2), (2,)))
    before = x.copy(), w.copy(), b.copy()
    affine_forward(x, w, b)
    for what, now, was in zip("xwb", (x, w, b), before, strict=True):
        assert_unchanged(now, was, f"affine_forward: {what}")
