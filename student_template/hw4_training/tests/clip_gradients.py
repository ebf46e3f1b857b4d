OK_FORMAT = False
name = "clip_gradients"

import numpy as np

from autograder.checks import assert_close, assert_dict_close, case


@case(points=0.5)
def by_hand(clip_gradients):
    """scales all arrays by one factor where their common norm is too large"""
    grads = {"W1": np.array([[3.0, 0.0]]), "b1": np.array([0.0, 4.0, 12.0])}  # the norm is 13
    clipped, norm = clip_gradients(grads, 6.5)
    assert_close(norm, 13.0, "clip_gradients: norm")
    right = {"W1": np.array([[1.5, 0.0]]), "b1": np.array([0.0, 2.0, 6.0])}
    assert_dict_close(clipped, right, "clip_gradients: grads")
    kept, norm = clip_gradients(grads, 20.0)
    assert_close(norm, 13.0, "clip_gradients: norm")
    assert_dict_close(kept, grads, "clip_gradients: grads whose norm is small")
