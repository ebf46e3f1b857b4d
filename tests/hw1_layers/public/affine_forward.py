OK_FORMAT = False
name = "affine_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(affine_forward):
    """computes x @ w + b for a batch of two rows"""
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    w = np.array([[1.0, 0.0, 2.0, 0.0], [0.0, 1.0, 0.0, 1.0], [2.0, -1.0, 1.0, 0.5]])
    b = np.array([0.5, -0.5, 1.0, 0.0])
    out, _ = affine_forward(x, w, b)
    expected = np.array([[7.5, -1.5, 6.0, 3.5], [16.5, -1.5, 15.0, 8.0]])
    assert_close(out, expected, "affine_forward: out")


@case(points=1)
def flattens(affine_forward):
    """flattens each example of a batch of images; is right where N, D and M are equal too"""
    x = np.arange(120.0).reshape(2, 3, 4, 5)
    w = np.eye(60)[:, 1:8]
    out, _ = affine_forward(x, w, np.zeros(7))
    assert_close(out, x.reshape(2, 60)[:, 1:8], "affine_forward: out")
    # equal axes: what is right only where they differ shows here
    x, b = np.arange(16.0).reshape(4, 2, 2), np.array([0.5, 0.0, -1.0, 2.0])
    out, _ = affine_forward(x, np.eye(4)[::-1], b)
    # equal axes: of the input above
    assert_close(out, x.reshape(4, 4)[:, ::-1] + b, "affine_forward: out for N = D = M")


@case(points=0.5)
def by_hand(affine_forward):
    """one example and one output, as in the hand-out"""
    out, _ = affine_forward(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([5.0]))
    assert_close(out, np.array([[16.0]]), "affine_forward: out")


@case(points=0.5)
def inputs_kept(affine_forward):
    """leaves x, w and b as they were"""
    random = rng()
    arrays = x, w, b = [random.standard_normal(shape) for shape in ((2, 3, 2), (6, 4), (4,))]
    before = [a.copy() for a in arrays]
    affine_forward(x, w, b)
    for what, now, was in zip("xwb", arrays, before, strict=True):
        assert_unchanged(now, was, f"affine_forward: {what}")
