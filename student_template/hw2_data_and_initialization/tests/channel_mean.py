OK_FORMAT = False
name = "channel_mean"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.5)
def by_hand(channel_mean):
    """is one number a channel, over all images and pixels"""
    images = np.zeros((2, 1, 4, 3), dtype=np.uint8)
    images[0, 0, 0] = (4, 8, 100)
    images[1, 0, 1] = (8, 0, 200)
    assert_close(channel_mean(images), np.array([1.5, 1.0, 37.5]), "channel_mean")


@case(points=0.5)
def bright(channel_mean):
    """is exact for many bright images and for large ones, and leaves them as they were"""
    images = np.full((300, 16, 18, 3), 250, dtype=np.uint8)  # sums beyond uint16 and float32
    images[:100, ..., 0] = 100
    images[0, 0, 0] = (13, 17, 19)
    before, count = images.copy(), 300 * 16 * 18
    sums = np.array([200 * count - 87, 250 * count - 233, 250 * count - 231])
    assert_close(channel_mean(images), sums / count, "channel_mean", rtol=1e-12)
    assert_unchanged(images, before, "channel_mean: images")
