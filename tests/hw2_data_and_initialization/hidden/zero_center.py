OK_FORMAT = False
name = "zero_center (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def test_images(zero_center, reference):
    """test images lose the mean of the training images, not their own"""
    random = rng()
    images = random.integers(0, 256, (2, 4, 5, 3), dtype=np.uint8)
    for mean in (255 * random.random((4, 5, 3)), 255 * random.random(3)):
        expected = reference.zero_center(images, mean)
        assert_close(zero_center(images, mean), expected, "zero_center")
        assert_close(zero_center(images[:1], mean), expected[:1], "zero_center of one image")
