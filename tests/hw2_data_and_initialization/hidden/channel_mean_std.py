OK_FORMAT = False
name = "channel_mean_std (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def many(channel_mean_std, reference):
    """is right for images of different brightness"""
    images = rng().integers(0, 256, (20, 5, 4, 3), dtype=np.uint8)
    images[::2] //= 2
    mean, std = channel_mean_std(images)
    right_mean, right_std = reference.channel_mean_std(images)
    assert_close(mean, right_mean, "channel_mean_std: mean")
    assert_close(std, right_std, "channel_mean_std: std")
