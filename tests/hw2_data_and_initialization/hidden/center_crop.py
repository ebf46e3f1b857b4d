OK_FORMAT = False
name = "center_crop (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def odd_and_even(center_crop, reference):
    """is right for odd and even margins, and for tall images"""
    for shape, size in (((9, 6, 3), 4), ((10, 7, 3), 7), ((8, 15, 3), 5), ((6, 9, 3), 6)):
        image = rng(str(shape)).integers(0, 256, shape, dtype=np.uint8)
        assert_close(center_crop(image, size), reference.center_crop(image, size), "center_crop")
