OK_FORMAT = False
name = "center_crop"

import numpy as np

from autograder.checks import assert_close, assert_raises, assert_unchanged, case, rng


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


@case(points=0.5)
def margins(center_crop):
    """an odd margin loses less at the top and left; the image stays as it was"""
    image = rng().integers(0, 256, (9, 6, 3), dtype=np.uint8)
    before = image.copy()
    assert_close(center_crop(image, 4), image[2:6, 1:5], "center_crop: 4 x 4 of 9 x 6")
    assert_close(center_crop(image, 6), image[1:7], "center_crop: 6 x 6 of 9 x 6")
    assert_unchanged(image, before, "center_crop: image")
