OK_FORMAT = False
name = "center_crop"

import numpy as np

from autograder.checks import assert_close, assert_raises, case


@case(points=1)
def middle(center_crop):
    """takes the square in the middle"""
    image = np.arange(5 * 8 * 3, dtype=np.uint8).reshape(5, 8, 3)
    assert_close(center_crop(image, 3), image[1:4, 2:5], "center_crop: 3 x 3 of 5 x 8")
    assert_close(center_crop(image, 5), image[:, 1:6], "center_crop: 5 x 5 of 5 x 8")


@case(points=0.5)
def too_small(center_crop):
    """raises ValueError where the image is smaller than the square"""
    assert_raises(ValueError, center_crop, np.zeros((5, 8, 3), dtype=np.uint8), 6)
