OK_FORMAT = False
name = "pixel_mask"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.25)
def by_hand(pixel_mask):
    """is 1 before the middle, row by row; the middle itself for B only"""
    a = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    b = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    assert_close(pixel_mask(3, "A"), a, "pixel_mask of kind A")
    assert_close(pixel_mask(3, "B"), b, "pixel_mask of kind B")
