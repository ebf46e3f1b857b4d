OK_FORMAT = False
name = "random_shift (hidden)"
depends = ["shift_images"]

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_unchanged, case, rng


@case(points=0.25)
def whole_images(random_shift, reference):
    """moves all channels of an image together, fills what moves in, leaves the images alone"""
    images = np.arange(1.0, 1.0 + 9 * 2 * 6 * 7).reshape(9, 2, 6, 7)
    before = images.copy()
    moved = random_shift(images, 2, rng("shifts"), -5.0)
    for image, original in zip(moved, before, strict=True):
        offsets = [(i, j) for i in range(-2, 3) for j in range(-2, 3)]
        views = [reference.shift_images(original[None], *o, -5.0)[0] for o in offsets]
        if not any(np.array_equal(image, view) for view in views):
            raise CheckFailure("random_shift: an image is no shifted one of those given.")
    assert_unchanged(images, before, "random_shift: images")


@case(points=0.5)
def all_offsets(random_shift):
    """draws every offset from -most to most, each as often"""
    images = np.arange(1.0, 57.0).reshape(1, 1, 7, 8) * np.ones((2000, 1, 1, 1))
    moved = random_shift(images, 1, rng("shifts"))
    places = [np.argwhere(image == 28.0) for image in moved[:, 0]]  # at row 3, column 3
    if any(len(place) != 1 for place in places):
        raise CheckFailure("random_shift: an inner pixel is lost.")
    counts = np.zeros((7, 8))
    for ((row, column),) in places:
        counts[row, column] += 1
    expected = np.zeros((7, 8))
    expected[2:5, 2:5] = 2000 / 9
    # six standard errors of a count are 84; that one of the nine never comes: 9 (8/9)^2000 = 1e-101
    if np.any(np.abs(counts - expected) > 6.2 * np.sqrt(2000 * 8 / 81) * (expected > 0)):
        raise CheckFailure("random_shift: some offsets come too often, too seldom or never.")


@case(points=0.25)
def drawn_from_rng(random_shift):
    """draws from the generator it is given"""
    images = np.arange(1.0, 1.0 + 50 * 5 * 6).reshape(50, 1, 5, 6)
    random = rng("shifts")
    first, second = random_shift(images, 2, random), random_shift(images, 2, random)
    assert_close(random_shift(images, 2, rng("shifts")), first, "random_shift, an equal generator")
    if np.array_equal(first, second):
        raise CheckFailure("random_shift: two calls with one generator give the same offsets.")
