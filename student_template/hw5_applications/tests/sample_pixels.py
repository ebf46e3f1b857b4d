OK_FORMAT = False
name = "sample_pixels"
depends = ["pixel_logits"]
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.25)
def by_hand(sample_pixels):
    """each pixel depends on those that were drawn before it"""
    w = np.zeros((1, 1, 3, 3))  # equal axes: filters are square
    w[0, 0, 1, 0] = -50.0  # after ink there is none, else there is some
    params = {"W1": w, "b1": np.array([25.0])}
    images = sample_pixels(params, np.full((2, 1, 3, 4), 0.5))
    right = np.broadcast_to(np.array([1.0, 0.0, 1.0, 0.0]), (2, 1, 3, 4))
    assert_close(images, np.array(right), "sample_pixels: the images")
    images = sample_pixels({"W1": 0 * w, "b1": np.log(np.array([3.0]))}, np.array([[[[0.7, 0.8]]]]))
    assert_close(images, np.array([[[[1.0, 0.0]]]]), "sample_pixels: a chance of 3/4")
