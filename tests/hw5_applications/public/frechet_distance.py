OK_FORMAT = False
name = "frechet_distance"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.25)
def of_itself(frechet_distance):
    """is 0 for the same images, and the squared way where all of them are moved"""
    images = rng().standard_normal((30, 4)) * np.array([3.0, 1.0, 2.0, 0.5])
    assert_close(frechet_distance(images, images, 3), 0.0, "frechet_distance of itself", atol=1e-6)
    way = np.array([1.0, -2.0, 0.5, 1.0])
    moved = frechet_distance(images + way, images, 4)
    assert_close(moved, 6.25, "frechet_distance of images that are moved", rtol=1e-5)


@case(points=0.25)
def principal_components(frechet_distance):
    """sees only the directions in which the second set spreads most"""
    corners = np.array([[i, j, k] for i in (-1.0, 1.0) for j in (-1.0, 1.0) for k in (-1.0, 1.0)])
    images = corners * np.array([4.0, 1.0, 2.0])
    wider = corners * np.array([8.0, 9.0, 3.0])
    # variances 64 and 16 against 9 and 4 of the first and the third, of 8 images
    right = 8 / 7 * ((8 - 4) ** 2 + (3 - 2) ** 2)
    assert_close(frechet_distance(wider, images, 2), right, "frechet_distance", rtol=1e-5)
