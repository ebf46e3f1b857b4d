OK_FORMAT = False
name = "channel_mean (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def many(channel_mean, reference):
    """is right for many bright images"""
    images = rng().integers(100, 256, (200, 5, 4, 3), dtype=np.uint8)
    assert_close(channel_mean(images), reference.channel_mean(images), "channel_mean")
