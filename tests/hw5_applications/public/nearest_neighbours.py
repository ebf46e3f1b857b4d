OK_FORMAT = False
name = "nearest_neighbours"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(nearest_neighbours):
    """finds the closest image, and how far it is, squared"""
    images = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 2.0], [1.0, 0.0, 0.0]])
    samples = np.array([[0.0, 2.0, 2.0], [0.75, 0.5, 0.0]])
    index, distance = nearest_neighbours(samples, images)
    assert_close(index, np.array([2, 1]), "nearest_neighbours: index")
    assert_close(distance, np.array([0.0, 0.3125]), "nearest_neighbours: distance")
