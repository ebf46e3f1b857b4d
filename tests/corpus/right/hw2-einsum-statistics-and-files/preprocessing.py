# assignment: hw2_data_and_initialization
import numpy as np


def save_dataset(path, images, labels):
    arrays = dict(images=np.asarray(images), labels=np.asarray(labels))
    with open(path, "wb") as f:
        np.savez(f, **arrays)


def load_dataset(path):
    archive = np.load(path, allow_pickle=False)
    try:
        return tuple(archive[name] for name in ("images", "labels"))
    finally:
        archive.close()


def mean_image(images):
    return np.einsum("nhwc->hwc", images.astype(float)) / images.shape[0]


def channel_mean(images):
    return np.einsum("nhwc->c", images.astype(float)) / (images.size / 3)


def channel_mean_std(images):
    rows = images.reshape(-1, 3) - channel_mean(images)
    return channel_mean(images), np.sqrt(np.einsum("ic,ic->c", rows, rows) / len(rows))


def zero_center(images, mean):
    return np.subtract(images, mean, dtype=np.float64)


def standardize(X, mean=None, std=None):
    if mean is None and std is None:
        X = np.asarray(X).astype(np.float64)
        mean = np.mean(X, axis=0)
        std = np.std(X, axis=0) * (X.max(axis=0) > X.min(axis=0))
    divisor = std + (std == 0)
    return np.divide(X - mean, divisor), mean, std
