"""Gradients that are several arrays, checked along random directions."""

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_shape

STEP = 1e-6
"""So small that hardly a ReLU or a maximum changes between both ends."""


def assert_slopes(loss_at, arrays, gradients, what, random):
    """Fail unless ``gradients``, a list, are those of ``loss_at(arrays)``, each by itself.

    The loss is differentiated along three random directions in each array.
    """
    if not isinstance(gradients, list | tuple) or len(gradients) != len(arrays):
        raise CheckFailure(f"{what} should be a list of {len(arrays)} arrays.")
    for number, (array, gradient) in enumerate(zip(arrays, gradients, strict=True)):
        name = what if len(arrays) == 1 else f"{what}[{number}]"
        assert_shape(gradient, array.shape, name)
        for _ in range(3):
            direction = random.standard_normal(array.shape)

            def moved(by, number=number, array=array, direction=direction):
                return [*arrays[:number], array + by * direction, *arrays[number + 1 :]]

            numeric = (loss_at(moved(STEP)) - loss_at(moved(-STEP))) / (2 * STEP)
            along, size = np.sum(gradient * direction), np.linalg.norm(gradient)
            place = f"{name} along a random direction"
            assert_close(along, numeric, place, rtol=1e-5, atol=1e-6 * size + 1e-6)
