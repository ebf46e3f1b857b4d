OK_FORMAT = False
name = "mean_image (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def many(mean_image, reference):
    """is right for many bright images"""
    images = rng().integers(150, 256, (300, 4, 5, 3), dtype=np.uint8)
    assert_close(mean_image(images), reference.mean_image(images), "mean_image")
