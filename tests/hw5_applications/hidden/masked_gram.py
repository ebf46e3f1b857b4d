OK_FORMAT = False
name = "masked_gram (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(masked_gram, reference):
    """is right for several images, and the mean Gram matrix where all pixels count"""
    random = rng()
    feature = random.standard_normal((2, 5, 3, 4))
    mask = np.zeros((3, 4))
    mask[1:, :2] = 1.0
    before = feature.copy(), mask.copy()
    right = reference.masked_gram(feature, mask)
    assert_close(masked_gram(feature, mask), right, "masked_gram")
    assert_unchanged(feature, before[0], "masked_gram: feature")
    assert_unchanged(mask, before[1], "masked_gram: mask")
    whole = reference.gram_matrix(feature) / 12
    assert_close(masked_gram(feature, np.ones((3, 4))), whole, "masked_gram with a mask of ones")
