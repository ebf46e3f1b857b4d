OK_FORMAT = False
name = "read_idx"

import gzip

import numpy as np

from autograder.checks import assert_close, assert_raises, case, data, given_file


def idx(kind, axes, elements):
    """A path to a packed file with these axes and elements."""
    lengths = b"".join(n.to_bytes(4, "big") for n in axes)
    return given_file(
        "some.gz", gzip.compress(bytes([0, 0, kind, len(axes)]) + lengths + bytes(elements))
    )


@case(points=2)
def by_hand(read_idx):
    """reads a file of two rows, and one of 300 numbers"""
    found = read_idx(idx(8, (2, 3), [1, 2, 3, 250, 128, 0]))
    assert_close(found, np.array([[1, 2, 3], [250, 128, 0]], np.uint8), "read_idx of two rows")
    numbers = np.arange(300).astype(np.uint8)
    assert_close(read_idx(idx(8, (300,), numbers)), numbers, "read_idx of 300 numbers")


@case(points=1)
def strokes(read_idx):
    """reads the files of this assignment"""
    # equal axes: the drawings are square
    images = np.frombuffer(data("test-images"), np.uint8, offset=16).reshape(120, 8, 8)
    assert_close(read_idx("files/test-images.gz"), images, "read_idx of test-images.gz")
    labels = np.frombuffer(data("test-labels"), np.uint8, offset=8)
    assert_close(read_idx("files/test-labels.gz"), labels, "read_idx of test-labels.gz")


@case(points=1)
def refused(read_idx):
    """refuses other files, and such as are too short or too long"""
    assert_raises(ValueError, read_idx, idx(9, (2, 2), range(4)))
    assert_raises(ValueError, read_idx, idx(8, (2, 2), range(3)))
    assert_raises(ValueError, read_idx, idx(8, (2, 2), range(5)))
