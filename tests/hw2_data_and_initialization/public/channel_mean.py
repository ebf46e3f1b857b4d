OK_FORMAT = False
name = "channel_mean"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def by_hand(channel_mean):
    """is one number a channel, over all images and pixels"""
    images = np.zeros((2, 1, 2, 3), dtype=np.uint8)
    images[0, 0, 0] = (4, 8, 100)
    images[1, 0, 1] = (8, 0, 200)
    assert_close(channel_mean(images), np.array([3.0, 2.0, 75.0]), "channel_mean")
