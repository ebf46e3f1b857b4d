OK_FORMAT = False
name = "maxout_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(maxout_forward):
    """takes the largest of the linear pieces"""
    x = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 0.0], [2.0, -1.0]])
    w = np.array([[[1.0, -1.0, 0.0]], [[2.0, 0.0, 1.0]]])  # (2, 1, 3): one unit, three pieces
    b = np.array([[0.5, 0.0, -1.0]])
    out, _ = maxout_forward(x, w, b)  # pieces: 5.5, -1, 1 for the first row
    assert_close(out, np.array([[5.5], [1.0], [0.5], [0.5]]), "maxout_forward: out")


@case(points=0.5)
def many_units(maxout_forward):
    """several units, some of whose pieces are all negative; as many as there are pieces"""
    x = np.array([[1.0, 0.0], [0.0, 1.0], [-2.0, 1.0], [0.5, 0.5], [0.0, 0.0]])
    w = np.arange(24.0).reshape(2, 4, 3) % 5 - 2  # 2 inputs, 4 units, 3 pieces
    b = np.array([[0.0, 1.0, -3.0], [2.0, -6.0, 0.0], [-9.0, -8.0, -7.0], [1.0, 0.0, 4.0]]) / 4
    out, _ = maxout_forward(x, w, b)
    expected = [
        [-0.75, 1.5, -0.75, 2.25],
        [1.25, 0.0, 0.0, 2.0],
        [4.0, 4.0, 0.75, 4.0],
        [0.25, 0.0, -1.0, 1.0],
        [0.25, 0.5, -1.75, 1.0],
    ]
    assert_close(out, np.array(expected), "maxout_forward: out")
    # equal axes: what is right only where they differ shows here
    w, b = np.arange(27.0).reshape(3, 3, 3) % 7, np.arange(9.0).reshape(3, 3) % 4
    out, _ = maxout_forward(np.eye(3), w, b)
    assert_close(out, (w + b).max(axis=2), "maxout_forward: out for N = D = M = K")


@case(points=0.5)
def inputs_kept(maxout_forward):
    """leaves x, w and b as they were"""
    random = rng()
    arrays = x, w, b = [random.standard_normal(s) for s in ((5, 3), (3, 4, 2), (4, 2))]
    before = [a.copy() for a in arrays]
    maxout_forward(x, w, b)
    for what, now, was in zip("xwb", arrays, before, strict=True):
        assert_unchanged(now, was, f"maxout_forward: {what}")
