OK_FORMAT = False
name = "zero_center"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=1)
def below_zero(zero_center):
    """dark pixels become negative numbers"""
    images = np.array([[[[10, 200, 30]]]], dtype=np.uint8)
    mean = np.array([20.0, 50.0, 30.0])
    out = zero_center(images, mean)
    assert_close(out, np.array([[[[-10.0, 150.0, 0.0]]]]), "zero_center with a channel mean")


@case(points=0.5)
def kept(zero_center):
    """leaves images and mean as they were"""
    images, mean = np.full((2, 2, 2, 3), 5, dtype=np.uint8), np.full((2, 2, 3), 2.5)
    copies = images.copy(), mean.copy()
    assert_close(zero_center(images, mean), np.full((2, 2, 2, 3), 2.5), "zero_center")
    assert_unchanged(images, copies[0], "zero_center: images")
    assert_unchanged(mean, copies[1], "zero_center: mean")
