OK_FORMAT = False
name = "save_dataset (hidden)"

import io

import numpy as np

from autograder.checks import assert_close, assert_raises, case, given_file, rng, writable_path


@case(points=0.5)
def other_types(save_dataset, load_dataset):
    """keeps float32 images and uint8 labels as they are"""
    images = rng().standard_normal((2, 3, 5, 3)).astype(np.float32)
    labels = np.array([7, 255], dtype=np.uint8)
    path = writable_path("floats.npz")
    save_dataset(path, images, labels)
    found_images, found_labels = load_dataset(path)
    assert_close(found_images, images, "load_dataset: images", rtol=0, atol=0)
    assert_close(found_labels, labels, "load_dataset: labels")


@case(points=0.5)
def no_pickle(save_dataset, load_dataset):
    """refuses a file that would have to be unpickled"""
    buffer = io.BytesIO()
    np.savez(buffer, images=np.array([{"a": 1}], dtype=object), labels=np.zeros(1))
    path = writable_path("first.npz")
    save_dataset(path, np.zeros((1, 2, 2, 3), dtype=np.uint8), np.zeros(1, dtype=np.int64))
    assert_close(load_dataset(path)[1], np.zeros(1, dtype=np.int64), "load_dataset: labels")
    assert_raises(ValueError, load_dataset, given_file("theirs.npz", buffer.getvalue()))
