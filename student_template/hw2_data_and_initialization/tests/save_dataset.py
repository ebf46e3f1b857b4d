OK_FORMAT = False
name = "save_dataset"

import numpy as np

from autograder.checks import assert_close, case, rng, writable_path


@case(points=1)
def round_trip(save_dataset, load_dataset):
    """what is saved is loaded again, with the same dtypes"""
    images = rng().integers(0, 256, (3, 4, 4, 3), dtype=np.uint8)
    labels = np.array([2, 0, 1])
    path = writable_path("data.npz")
    save_dataset(path, images, labels)
    found_images, found_labels = load_dataset(path)
    assert_close(found_images, images, "load_dataset: images")
    assert_close(found_labels, labels, "load_dataset: labels")
