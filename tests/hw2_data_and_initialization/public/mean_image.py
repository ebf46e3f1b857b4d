OK_FORMAT = False
name = "mean_image"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.5)
def by_hand(mean_image):
    """is the mean over the images at every pixel and channel"""
    images = np.zeros((2, 4, 5, 3), dtype=np.uint8)
    images[0, 0, 1] = (10, 20, 30)
    images[1, 0, 1] = (20, 250, 31)
    expected = np.zeros((4, 5, 3))
    expected[0, 1] = (15, 135, 30.5)
    assert_close(mean_image(images), expected, "mean_image")


@case(points=0.5)
def bright(mean_image):
    """does not wrap around for many bright images, and leaves them as they were"""
    images = np.full((300, 2, 4, 3), 250, dtype=np.uint8)
    images[:100] = 100
    before = images.copy()
    assert_close(mean_image(images), np.full((2, 4, 3), 200.0), "mean_image", rtol=1e-12)
    assert_unchanged(images, before, "mean_image: images")
