OK_FORMAT = False
name = "random_shift"
depends = ["shift_images"]

import numpy as np

from autograder.checks import CheckFailure, assert_shape, case, rng


@case(points=0.5)
def each_by_its_own(random_shift):
    """moves every image by an offset of its own, at most ``most`` pixels"""
    images = np.arange(1.0, 43.0).reshape(1, 1, 6, 7) * np.ones((60, 1, 1, 1))
    found = random_shift(images, 1, rng("shifts"))
    assert_shape(found, (60, 1, 6, 7), "random_shift")
    offsets = set()
    for image in found[:, 0]:
        row, column = np.argwhere(image == 17.0)[0] if (image == 17.0).any() else (99, 99)
        offsets.add((int(row) - 2, int(column) - 2))  # 17 stands at row 2, column 2
    if not offsets <= {(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)}:
        raise CheckFailure("random_shift: an image moved by more than ``most`` = 1 pixel.")
    if len(offsets) < 2:
        raise CheckFailure("random_shift: all images moved alike; draw an offset for each.")
