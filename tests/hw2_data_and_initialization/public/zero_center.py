OK_FORMAT = False
name = "zero_center"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.5)
def below_zero(zero_center):
    """dark pixels become negative numbers"""
    images = np.array([[[[10, 200, 30]]]], dtype=np.uint8)
    mean = np.array([20.0, 50.0, 30.0])
    out = zero_center(images, mean)
    assert_close(out, np.array([[[[-10.0, 150.0, 0.0]]]]), "zero_center with a channel mean")


@case(points=0.5)
def kept(zero_center):
    """leaves images and mean as they were"""
    images, mean = np.full((2, 4, 5, 3), 5, dtype=np.uint8), np.full((4, 5, 3), 2.5)
    copies = images.copy(), mean.copy()
    assert_close(zero_center(images, mean), np.full((2, 4, 5, 3), 2.5), "zero_center")
    assert_unchanged(images, copies[0], "zero_center: images")
    assert_unchanged(mean, copies[1], "zero_center: mean")


@case(points=0.5)
def both_means(zero_center):
    """takes a mean image, of a square too, or a mean a channel; one image or many"""
    # equal axes: a mean image that is a square is not to be transposed
    images = np.arange(96, dtype=np.uint8).reshape(2, 4, 4, 3)
    # equal axes: of the images
    image, channels = np.arange(48.0).reshape(4, 4, 3) / 4, np.array([100.0, 0.25, 30.0])
    for mean in (image, channels, image[::-1] + 3.0):
        expected = images - mean
        assert_close(zero_center(images, mean), expected, f"zero_center with a mean {mean.shape}")
        assert_close(zero_center(images[:1], mean), expected[:1], "zero_center of one image")
