OK_FORMAT = False
name = "resize_image (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(resize_image, reference):
    """smaller and larger images have the right pixels"""
    for shape, size in (((31, 47, 3), 16), ((40, 23, 3), 9), ((7, 9, 3), 20)):
        image = rng(str(shape)).integers(0, 256, shape, dtype=np.uint8)
        before = image.copy()
        out = resize_image(image, size)
        assert_close(out, reference.resize_image(image, size), "resize_image")
        assert_unchanged(image, before, "resize_image: image")
