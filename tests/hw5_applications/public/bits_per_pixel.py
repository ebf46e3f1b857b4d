OK_FORMAT = False
name = "bits_per_pixel"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.25)
def by_hand(bits_per_pixel):
    """is 1 where nothing is known of black and white pixels, and 2 of a chance of 1/4"""
    x = np.array([[[[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]]])
    assert_close(bits_per_pixel(np.zeros((1, 1, 2, 3)), x), 1.0, "bits_per_pixel")
    logits = np.log(3.0) * np.array([[[[1.0, 1.0, -1.0], [1.0, 1.0, -1.0]]]])
    known = (5 * 2 + np.log2(4 / 3)) / 6
    assert_close(bits_per_pixel(logits, x), known, "bits_per_pixel")
