# assignment: hw2_data_and_initialization
import numpy as np


def mean_image(images):
    total = np.zeros(images.shape[1:], dtype=np.float64)
    for image in images:
        total += image
    return total / len(images)


def channel_mean(images):
    return mean_image(images).mean(axis=(0, 1))


def channel_mean_std(images):
    """from histograms: exact, since there are 256 values only"""
    values = np.arange(256.0)
    means, stds = [], []
    for c in range(3):
        count = np.bincount(images[..., c].ravel(), minlength=256)
        p = count / count.sum()
        m = float(p @ values)
        means.append(m)
        stds.append(float(np.sqrt(p @ (values - m) ** 2)))
    return np.array(means), np.array(stds)


def zero_center(images, mean):
    out = np.array(images, dtype=np.float64)
    out -= mean
    return out


def standardize(X, mean=None, std=None):
    X = np.array(X, dtype=np.float64)
    if mean is None:
        mean = np.array([c[0] if np.all(c == c[0]) else c.sum() / c.size for c in X.T])
        std = np.sqrt(np.square(X - mean).sum(axis=0) / len(X))
    Z = np.empty(X.shape)
    for j, (m, s) in enumerate(zip(mean, std)):
        Z[:, j] = X[:, j] - m
        if s != 0:
            Z[:, j] /= s
    return Z, mean, std
