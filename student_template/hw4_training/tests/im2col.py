OK_FORMAT = False
name = "im2col"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(im2col):
    """makes a row of every window, channel by channel"""
    x = np.arange(24.0).reshape(2, 3, 1, 4)  # two images of three channels
    windows = [[0.0, 1.0, 4.0, 5.0, 8.0, 9.0], [1.0, 2.0, 5.0, 6.0, 9.0, 10.0]]
    windows.append([2.0, 3.0, 6.0, 7.0, 10.0, 11.0])
    rows = [*windows, *(np.array(windows) + 12.0).tolist()]
    assert_close(im2col(x, 1, 2, 1, 0), np.array(rows), "im2col")
    rows = [[0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 2.0, 0.0]]
    rows += [[0.0, 1.0, 0.0, 0.0], [1.0, 2.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]
    padded = im2col(np.array([[[[1.0, 2.0]]]]), 2, 2, 1, 1)
    assert_close(padded, np.array(rows), "im2col with padding")
