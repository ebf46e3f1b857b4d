OK_FORMAT = False
name = "load"
depends = ["read_idx"]

import gzip

import numpy as np

from autograder.checks import assert_close, assert_raises, case, data, given_file

IMAGES = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2])
LABELS = bytes([0, 0, 8, 1, 0, 0, 0])


def paths(pixels, labels):
    """The paths of two images of 1 x 2 pixels, and of their labels."""
    head = LABELS + bytes([len(labels)])
    return (
        given_file("images.gz", gzip.compress(IMAGES + bytes(pixels))),
        given_file("labels.gz", gzip.compress(head + bytes(labels))),
    )


@case(points=1)
def by_hand(load):
    """makes rows from 0 to 1 of images, and whole numbers of labels"""
    X, y = load(*paths([0, 51, 255, 102], [3, 1]))
    assert_close(X, np.array([[0.0, 0.2], [1.0, 0.4]]), "load: X")
    assert_close(y, np.array([3, 1]), "load: y")


@case(points=1)
def strokes(load):
    """loads the strokes"""
    X, y = load("files/test-images.gz", "files/test-labels.gz")
    pixels = np.frombuffer(data("test-images")[16:], np.uint8)
    assert_close(X, pixels.reshape(120, 64) / 255.0, "load: X of the test strokes")
    assert_close(y, np.array(list(data("test-labels")[8:])), "load: y of the test strokes")


@case(points=0.5)
def refused(load):
    """refuses another number of labels than of images"""
    for labels in ([3], [3, 1, 2]):
        assert_raises(ValueError, load, *paths([0, 51, 255, 102], labels))
