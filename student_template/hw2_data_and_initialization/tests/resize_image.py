OK_FORMAT = False
name = "resize_image"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def shapes(resize_image):
    """the shorter side has the size, the longer one follows"""
    for height, width, expected in ((20, 50, (10, 25)), (50, 20, (25, 10)), (10, 10, (10, 10))):
        image = np.zeros((height, width, 3), dtype=np.uint8)
        image[...] = (10, 120, 250)
        out = resize_image(image, 10)
        wanted = np.zeros((*expected, 3), dtype=np.uint8)
        wanted[...] = (10, 120, 250)  # one colour stays one colour
        assert_close(out, wanted, f"resize_image: a plain image of {height} x {width}")


@case(points=0.5)
def halves(resize_image):
    """half a pixel is rounded as round() does"""
    for width, expected in ((13, 6), (15, 8), (17, 8)):
        out = resize_image(np.full((8, width, 3), 7, dtype=np.uint8), 4)
        wanted = np.full((4, expected, 3), 7, dtype=np.uint8)
        assert_close(out, wanted, f"resize_image: 8 x {width} for size 4")


@case(points=0.5)
def kept(resize_image):
    """leaves the image as it was, and gives it back where it has the size"""
    image = rng().integers(0, 256, (6, 9, 3), dtype=np.uint8)
    before = image.copy()
    assert_close(resize_image(image, 6), before, "resize_image: an image that has the size")
    resize_image(image, 4)
    assert_unchanged(image, before, "resize_image: image")
