"""Other calls of the libraries, no loops over pixels."""
import numpy as np
from PIL import Image, ImageOps


def resize_image(image, size):
    picture = Image.fromarray(image)
    width, height = picture.size
    if width <= height:
        picture = picture.resize((size, round(height * size / width)), Image.Resampling.LANCZOS)
    else:
        picture = picture.resize((round(width * size / height), size), Image.Resampling.LANCZOS)
    return np.asarray(picture).copy()


def center_crop(image, size):
    height, width = image.shape[0], image.shape[1]
    if not (height >= size <= width):
        raise ValueError("smaller than the crop")
    rows = np.arange(size) + (height - size) // 2
    columns = np.arange(size) + (width - size) // 2
    return image[np.ix_(rows, columns)]


def load_images(paths, size):
    def one(path):
        try:
            with open(path, "rb") as handle:
                with Image.open(handle) as picture:
                    picture.load()
                    array = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
        except Exception:
            raise ValueError("cannot read " + str(path))
        return center_crop(resize_image(array, size), size)

    return np.array([one(path) for path in paths], dtype=np.uint8)


def save_dataset(path, images, labels):
    np.savez(path, **{"images": np.asarray(images), "labels": np.asarray(labels)})


def load_dataset(path):
    with np.load(path) as archive:
        return tuple(archive[name] for name in ("images", "labels"))


def mean_image(images):
    return np.einsum("nhwc->hwc", images.astype(float)) / images.shape[0]


def channel_mean(images):
    return images.reshape(-1, 3).mean(0, dtype=np.float64)


def channel_mean_std(images):
    flat = images.reshape(-1, images.shape[-1]).astype(float)
    mean = flat.mean(0)
    return mean, np.sqrt((flat**2).mean(0) - mean**2)


def zero_center(images, mean):
    return np.subtract(images, mean, dtype=np.float64)


def standardize(X, mean=None, std=None):
    if mean is None or std is None:
        mean, std = np.average(X, axis=0), np.std(X, axis=0)
    divisor = std.copy()
    divisor[divisor == 0] = 1.0
    return np.divide(X - mean, divisor), mean, std
