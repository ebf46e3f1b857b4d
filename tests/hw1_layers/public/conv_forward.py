OK_FORMAT = False
name = "conv_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(conv_forward):
    """slides an asymmetric filter over a small image without flipping it"""
    x = np.arange(30.0).reshape(1, 1, 5, 6)
    w = np.array([[[[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]]])
    out, _ = conv_forward(x, w, np.array([0.5]), {"stride": 1, "pad": 0})
    row = np.array([19.5, 24.5, 29.5, 34.5])
    expected = np.stack([row, row + 30, row + 60, row + 90])[None, None]
    assert_close(out, expected, "conv_forward: out")


@case(points=0.5)
def padded(conv_forward):
    """pads with zeros, moves by the stride, adds up channels; one bias a filter, squares too"""
    x = np.arange(1.0, 3.0).reshape(1, 2, 1, 1) * np.ones((1, 2, 10, 9))
    w = np.array([1.0, 2.0, 4.0]).reshape(3, 1, 1, 1) * np.ones((3, 2, 4, 5))
    out, _ = conv_forward(x, w, np.array([0.0, -1.0, 0.5]), {"stride": 2, "pad": 2})
    covered = np.outer([2, 4, 4, 4, 4, 2], [3, 5, 5, 5, 3])
    expected = np.stack([3.0 * covered, 6.0 * covered - 1, 12.0 * covered + 0.5])[None]
    assert_close(out, expected, "conv_forward: out")
    # equal axes: what is right only where they differ shows here
    x, w = np.arange(36.0).reshape(2, 2, 3, 3), np.zeros((2, 2, 2, 2))
    w[0, 0, [0, 1], [1, 0]], w[1, 1, [0, 1], [0, 1]] = 1.0, 2.0  # the same when flipped
    out, _ = conv_forward(x, w, np.array([0.5, -1.0]), {"pad": 0, "stride": 1})
    first = x[:, 0, :2, 1:] + x[:, 0, 1:, :2] + 0.5
    second = 2 * (x[:, 1, :2, :2] + x[:, 1, 1:, 1:]) - 1
    expected = np.stack([first, second], axis=1)
    assert_close(out, expected, "conv_forward: out for N = C = F = HH = WW = H' = W'")


@case(points=0.5)
def left_over(conv_forward):
    """leaves rows and columns over at the end that no whole window reaches, for two strides"""
    x = np.arange(1.0, 81.0).reshape(1, 1, 8, 10) ** 2
    w = np.array([[[[1.0, 0.0], [0.0, -1.0], [0.0, 0.0]]]])  # the one by hand and a row of zeros
    out, _ = conv_forward(x, w, np.array([0.5]), {"stride": 3, "pad": 0})
    expected = x[..., :6:3, :9:3] - x[..., 1:6:3, 1:9:3] + 0.5
    assert_close(out, expected, "conv_forward: out for stride 3")
    out, _ = conv_forward(x, w, np.array([0.5]), {"stride": 2, "pad": 0})
    expected = x[..., :5:2, :9:2] - x[..., 1:6:2, 1:10:2] + 0.5
    assert_close(out, expected, "conv_forward: out for stride 2")


@case(points=0.5)
def inputs_kept(conv_forward):
    """leaves x, w, b and conv_param as they were"""
    random = rng()
    arrays = x, w, b = [random.standard_normal(s) for s in ((1, 2, 6, 7), (4, 2, 3, 5), (4,))]
    before, conv_param = [a.copy() for a in arrays], {"stride": 1, "pad": 1}
    conv_forward(x, w, b, conv_param)
    for what, now, was in zip("xwb", arrays, before, strict=True):
        assert_unchanged(now, was, f"conv_forward: {what}")
    assert_unchanged(conv_param, {"stride": 1, "pad": 1}, "conv_forward: conv_param")
