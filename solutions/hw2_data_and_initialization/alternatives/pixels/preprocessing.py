"""Pixel by pixel, as somebody who does not trust axes writes it."""
import io

import numpy as np
from PIL import Image, ImageOps


def resize_image(image, size):
    h, w, _ = image.shape
    if h < w:
        new_h, new_w = size, int(round(w * size / h))
    else:
        new_h, new_w = int(round(h * size / w)), size
    picture = Image.fromarray(image)
    return np.array(picture.resize((new_w, new_h), resample=Image.LANCZOS))


def center_crop(image, size):
    h, w, c = image.shape
    if h < size or w < size:
        raise ValueError("too small")
    out = np.zeros((size, size, c), dtype=image.dtype)
    for i in range(size):
        for j in range(size):
            out[i, j] = image[i + (h - size) // 2, j + (w - size) // 2]
    return out


def load_images(paths, size):
    found = []
    for path in paths:
        try:
            picture = Image.open(io.BytesIO(open(path, "rb").read()))
            picture = ImageOps.exif_transpose(picture)
            picture = picture.convert("RGB")
        except Exception as error:
            raise ValueError(str(path)) from error
        found.append(center_crop(resize_image(np.array(picture), size), size))
    return np.stack(found)


def save_dataset(path, images, labels):
    with open(path, "wb") as file:
        np.savez_compressed(file, labels=labels, images=images)


def load_dataset(path):
    data = np.load(path)
    return data["images"], data["labels"]


def mean_image(images):
    total = np.zeros(images.shape[1:])
    for image in images:
        total += image
    return total / len(images)


def channel_mean(images):
    return np.array([images[:, :, :, c].astype(float).mean() for c in range(3)])


def channel_mean_std(images):
    means, stds = np.zeros(3), np.zeros(3)
    for c in range(3):
        values = images[..., c].ravel().astype(np.float64)
        means[c] = sum(values) / len(values)
        stds[c] = np.sqrt(np.mean(np.square(values - means[c])))
    return means, stds


def zero_center(images, mean):
    out = np.zeros(images.shape)
    for n in range(len(images)):
        out[n] = images[n]
        out[n] -= mean
    return out


def standardize(X, mean=None, std=None):
    if mean is None:
        mean = X.mean(0)
    if std is None:
        std = np.sqrt(((X - X.mean(0)) ** 2).mean(0))
    Z = X - mean
    for d in range(X.shape[1]):
        if std[d] != 0:
            Z[:, d] /= std[d]
    return Z, mean, std
