OK_FORMAT = False
name = "read_idx (hidden)"

import gzip
import struct

import numpy as np

from autograder.checks import assert_close, case, given_file, rng


@case(points=1)
def four_axes(read_idx):
    """reads four axes of different lengths"""
    array = rng().integers(0, 256, size=(2, 3, 4, 5)).astype(np.uint8)
    packed = gzip.compress(struct.pack(">BBBB4I", 0, 0, 8, 4, *array.shape) + array.tobytes())
    assert_close(read_idx(given_file("four.gz", packed)), array, "read_idx")
