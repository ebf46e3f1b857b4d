OK_FORMAT = False
name = "prelu_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(prelu_forward):
    """multiplies what is negative by the one slope"""
    x = np.array([[-2.0, 4.0, -1.0], [3.0, -6.0, 0.5]])
    out, _ = prelu_forward(x, np.array(0.5))
    assert_close(out, np.array([[-1.0, 4.0, -0.5], [3.0, -3.0, 0.5]]), "prelu_forward: out")


@case(points=0.5)
def per_channel(prelu_forward):
    """uses a slope of its own for each channel of images and each column of rows, squares too"""
    alpha = np.array([0.5, 0.25])
    rows = np.array([[-1.0, -4.0], [2.0, -8.0], [-3.0, 1.0]])
    expected = np.array([[-0.5, -1.0], [2.0, -2.0], [-1.5, 1.0]])
    assert_close(prelu_forward(rows, alpha)[0], expected, "prelu_forward: out for rows")
    images, expected = (np.stack([a.T] * 4, axis=1)[None] for a in (rows, expected))
    out, _ = prelu_forward(images, alpha)  # (1, 2, 4, 3)
    assert_close(out, expected, "prelu_forward: out for an image")
    for shape in ((2, 2), (2, 2, 2, 2)):
        x = -np.arange(1.0, 2 ** len(shape) + 1).reshape(shape)
        expected = x.copy()
        expected[:, 0] *= 0.5
        expected[:, 1] *= 0.25
        assert_close(prelu_forward(x, alpha)[0], expected, f"prelu_forward: out for shape {shape}")


@case(points=0.5)
def any_slope(prelu_forward):
    """the slope may be above 1, 0 or negative"""
    x = np.array([[-2.0, -2.0, -2.0], [4.0, 4.0, 4.0]])
    expected = np.array([[-3.0, 0.0, 1.0], [4.0, 4.0, 4.0]])
    out, _ = prelu_forward(x, np.array([1.5, 0.0, -0.5]))
    assert_close(out, expected, "prelu_forward: out")


@case(points=0.5)
def inputs_kept(prelu_forward):
    """leaves x and alpha as they were"""
    x, alpha = rng().standard_normal((3, 4, 2, 5)), np.full(4, 0.2)
    before = x.copy(), alpha.copy()
    prelu_forward(x, alpha)
    assert_unchanged(x, before[0], "prelu_forward: x")
    assert_unchanged(alpha, before[1], "prelu_forward: alpha")
