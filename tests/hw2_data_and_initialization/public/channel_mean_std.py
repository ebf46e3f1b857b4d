OK_FORMAT = False
name = "channel_mean_std"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.5)
def by_hand(channel_mean_std):
    """is mean and standard deviation of each channel"""
    images = np.zeros((4, 1, 2, 3), dtype=np.uint8)
    images[..., 0] = [[[0, 2]], [[4, 6]], [[0, 2]], [[4, 6]]]
    images[..., 1] = 9
    mean, std = channel_mean_std(images)
    assert_close(mean, np.array([3.0, 9.0, 0.0]), "channel_mean_std: mean")
    assert_close(std, np.array([np.sqrt(5.0), 0.0, 0.0]), "channel_mean_std: std")


@case(points=0.5)
def bright(channel_mean_std):
    """is exact for many bright images and for large ones, and leaves them as they were"""
    images = np.full((300, 16, 18, 3), 250, dtype=np.uint8)
    images[:100] = 100
    before = images.copy()
    mean, std = channel_mean_std(images)
    assert_close(mean, np.full(3, 200.0), "channel_mean_std: mean")
    assert_close(std, np.full(3, np.sqrt(5000.0)), "channel_mean_std: std")
    assert_unchanged(images, before, "channel_mean_std: images")
