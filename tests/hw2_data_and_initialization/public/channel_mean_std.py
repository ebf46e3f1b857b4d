OK_FORMAT = False
name = "channel_mean_std"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def by_hand(channel_mean_std):
    """is mean and standard deviation of each channel"""
    images = np.zeros((2, 1, 2, 3), dtype=np.uint8)
    images[..., 0] = [[[0, 2]], [[4, 6]]]
    images[..., 1] = 9
    mean, std = channel_mean_std(images)
    assert_close(mean, np.array([3.0, 9.0, 0.0]), "channel_mean_std: mean")
    assert_close(std, np.array([np.sqrt(5.0), 0.0, 0.0]), "channel_mean_std: std")
