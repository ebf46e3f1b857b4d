OK_FORMAT = False
name = "save_dataset (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng, writable_path


@case(points=0.5)
def other_types(save_dataset, load_dataset):
    """keeps float32 images and uint8 labels as they are"""
    images = rng().standard_normal((2, 4, 5, 3)).astype(np.float32)
    labels = np.array([7, 255], dtype=np.uint8)
    path = writable_path("floats.npz")
    save_dataset(path, images, labels)
    found_images, found_labels = load_dataset(path)
    assert_close(found_images, images, "load_dataset: images", rtol=0, atol=0)
    assert_close(found_labels, labels, "load_dataset: labels")
