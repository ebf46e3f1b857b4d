OK_FORMAT = False
name = "mean_image"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def by_hand(mean_image):
    """is the mean over the images at every pixel and channel"""
    images = np.zeros((2, 2, 3, 3), dtype=np.uint8)
    images[0, 0, 1] = (10, 20, 30)
    images[1, 0, 1] = (20, 250, 31)
    expected = np.zeros((2, 3, 3))
    expected[0, 1] = (15, 135, 30.5)
    assert_close(mean_image(images), expected, "mean_image")
