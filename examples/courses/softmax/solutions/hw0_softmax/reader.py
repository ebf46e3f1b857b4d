"""Reads arrays from files."""

import gzip
import struct

import numpy as np


def read_idx(path):
    """The array in the gzip file at ``path``: uint8, in the shape that the file says.

    Unpacked, it begins with four bytes: 0, 0, 8 and the number of axes. The length of each axis
    follows in four bytes, the highest first, and then the elements, a byte each, the last axis
    quickest. ``ValueError`` where the first three bytes are others, or where there are more or
    fewer elements than the lengths say.
    """
    # BEGIN SOLUTION
    with gzip.open(path) as file:
        content = file.read()
    if content[:3] != bytes([0, 0, 8]):
        raise ValueError(f"{path} is no IDX file")
    axes = content[3]
    shape = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
    elements = np.frombuffer(content, np.uint8, offset=4 + 4 * axes)
    # equivalent: a test gets a copy anyway; at home the array can be written to
    return elements.reshape(shape).copy()
    # END SOLUTION


def load(images_path, labels_path):
    """(X, y): of N images X (N, D), each a row of numbers from 0 to 1, float64; y (N,), int64.

    A pixel of 255 becomes 1. ``ValueError`` where there are not as many labels as images.
    """
    # BEGIN SOLUTION
    images, labels = read_idx(images_path), read_idx(labels_path)
    if len(images) != len(labels):
        raise ValueError(f"{len(images)} images and {len(labels)} labels")
    return images.reshape(len(images), -1) / 255, labels.astype(np.int64)
    # END SOLUTION
