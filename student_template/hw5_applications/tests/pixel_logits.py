OK_FORMAT = False
name = "pixel_logits"
depends = ["masked_conv_forward"]
bonus = True

import numpy as np
from shared.networks import pixel_network

from autograder.checks import CheckFailure, assert_close, case, rng


@case(points=0.25)
def sees_those_before(pixel_logits):
    """a pixel changes what is expected of pixels behind it, and of no other one"""
    random = rng()
    params, x = pixel_network(random), random.integers(0, 2, (1, 1, 4, 5)).astype(float)
    flipped = x.copy()
    flipped[0, 0, 1, 2] = 1 - flipped[0, 0, 1, 2]
    before, after = (np.asarray(pixel_logits(params, images)) for images in (x, flipped))
    seen = (before != after).ravel()
    expected = "pixel_logits: after a pixel was changed, the logits"
    assert_close(after.ravel()[:8], before.ravel()[:8], f"{expected} up to its own", atol=0.0)
    if not seen[8:].any():
        raise CheckFailure(f"{expected} behind it stay the same: what does a pixel see?")
