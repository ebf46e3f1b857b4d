OK_FORMAT = False
name = "resize_image"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def shapes(resize_image):
    """the shorter side has the size, the longer one follows"""
    for height, width, expected in ((20, 50, (10, 25)), (50, 20, (25, 10)), (12, 12, (10, 10))):
        image = np.zeros((height, width, 3), dtype=np.uint8)
        image[...] = (10, 120, 250)
        out = resize_image(image, 10)
        wanted = np.zeros((*expected, 3), dtype=np.uint8)
        wanted[...] = (10, 120, 250)  # one colour stays one colour
        assert_close(out, wanted, f"resize_image: a plain image of {height} x {width}")
