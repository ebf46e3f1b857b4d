OK_FORMAT = False
name = "bits_per_pixel (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(bits_per_pixel, reference):
    """is the mean over all pixels of all images, finite for logits of a thousand"""
    random = rng()
    logits, x = random.standard_normal((5, 1, 3, 4)), random.integers(0, 2, (5, 1, 3, 4))
    logits[0] *= 1000
    before = logits.copy()
    right = reference.bits_per_pixel(logits, x.astype(float))
    assert_close(bits_per_pixel(logits, x.astype(float)), right, "bits_per_pixel")
    assert_unchanged(logits, before, "bits_per_pixel: logits")
    assert_close(
        bits_per_pixel(np.full((2, 3), 50.0), np.ones((2, 3))), 0.0, "bits_per_pixel", atol=1e-12
    )
