OK_FORMAT = False
name = "save_dataset"

import io

import numpy as np

from autograder.checks import assert_close, assert_raises, case, given_file, rng, writable_path


@case(points=0.5)
def round_trip(save_dataset, load_dataset):
    """what is saved last is loaded, byte for byte: any labels and dtypes, sides of 1, no images"""
    random, path = rng(), writable_path("data.npz")
    for shape, kind, labels in (
        ((5, 4, 6, 3), np.uint8, np.array([2, 0, 300, -1, 2])),
        ((1, 4, 1, 3), np.uint8, np.array([7], dtype=np.uint8)),
        ((2, 4, 5, 3), np.float32, np.array([1, 70000], dtype=np.int32)),
        ((0, 4, 5, 3), np.uint8, np.array([], dtype=np.int64)),
    ):
        images = random.integers(0, 256, shape).astype(kind)
        save_dataset(path, images, labels)
        found_images, found_labels = load_dataset(path)
        assert_close(found_images, images, f"load_dataset: images of {shape}", rtol=0, atol=0)
        assert_close(found_labels, labels, f"load_dataset: labels of {shape[0]} images")


@case(points=0.5)
def no_pickle(save_dataset, load_dataset):
    """refuses a file that would have to be unpickled"""
    buffer = io.BytesIO()
    np.savez(buffer, images=np.array([{"a": 1}], dtype=object), labels=np.zeros(1))
    path = writable_path("first.npz")
    save_dataset(path, np.zeros((1, 2, 4, 3), dtype=np.uint8), np.zeros(1, dtype=np.int64))
    assert_close(load_dataset(path)[1], np.zeros(1, dtype=np.int64), "load_dataset: labels")
    assert_raises(ValueError, load_dataset, given_file("theirs.npz", buffer.getvalue()))


@case(points=0.5)
def names(load_dataset):
    """reads the arrays by their names, images and labels, in whatever order they lie"""
    images, labels = np.arange(24, dtype=np.uint8).reshape(1, 2, 4, 3), np.array([3])
    buffer = io.BytesIO()
    np.savez(buffer, more=np.zeros(2), labels=labels, images=images)
    found_images, found_labels = load_dataset(given_file("named.npz", buffer.getvalue()))
    assert_close(found_images, images, "load_dataset: images")
    assert_close(found_labels, labels, "load_dataset: labels")
