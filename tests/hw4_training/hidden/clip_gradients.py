OK_FORMAT = False
name = "clip_gradients (hidden)"

import copy

import numpy as np

from autograder.checks import assert_close, assert_dict_close, case, rng


@case(points=0.5)
def random_values(clip_gradients, reference):
    """is right for arrays of several shapes, above and below the limit"""
    random = rng()
    shapes = {"W1": (3, 2, 3, 3), "b1": (3,), "W2": (6, 4), "b2": (4,)}
    grads = {key: random.standard_normal(shape) for key, shape in shapes.items()}
    for limit in (0.5, 5.0, 1e3):
        clipped, norm = clip_gradients(grads, limit)
        right, right_norm = reference.clip_gradients(grads, limit)
        assert_dict_close(clipped, right, "clip_gradients: grads")
        assert_close(float(norm), right_norm, "clip_gradients: norm")


@case(points=0.5)
def zeros_and_inputs(clip_gradients):
    """can do with gradients of zeros, and leaves those passed in as they were"""
    zeros = {"W1": np.zeros((2, 3)), "b1": np.zeros(3)}
    clipped, norm = clip_gradients(zeros, 1.0)
    assert_dict_close(clipped, zeros, "clip_gradients: grads of zeros")
    assert_close(float(norm), 0.0, "clip_gradients: norm of zeros")
    grads = {"W1": rng().standard_normal((2, 3)), "b1": np.ones(3)}
    before = copy.deepcopy(grads)
    clip_gradients(grads, 0.1)
    assert_dict_close(grads, before, "clip_gradients: the grads passed in")
