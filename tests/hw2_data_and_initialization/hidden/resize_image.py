OK_FORMAT = False
name = "resize_image (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def values(resize_image, reference):
    """smaller and larger images have the right pixels"""
    for shape, size in (((31, 47, 3), 16), ((40, 23, 3), 9), ((7, 9, 3), 20)):
        image = rng(str(shape)).integers(0, 256, shape, dtype=np.uint8)
        out = resize_image(image, size)
        assert_close(out, reference.resize_image(image, size), "resize_image")
