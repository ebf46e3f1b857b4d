OK_FORMAT = False
name = "shift_images"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(shift_images):
    """moves down and right for positive numbers, fills what moves in"""
    image = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    found = shift_images(image, 1, -1, 9.0)
    assert_close(found, np.array([[[[9.0, 9.0, 9.0], [2.0, 3.0, 9.0]]]]), "shift_images")
    found = shift_images(image, 0, 2)
    assert_close(found, np.array([[[[0.0, 0.0, 1.0], [0.0, 0.0, 4.0]]]]), "shift_images")
