"""From image files to arrays that a network can learn from, in NumPy and Pillow.

Images are arrays of uint8, (H, W, 3) for one and (N, H, W, 3) for a batch. Statistics are float64.
No function changes the arrays and lists that it is given.
"""

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError


def resize_image(image, size):
    """Scale a whole image so that its shorter side is size pixels long (Lanczos filter).

    image: (H, W, 3) uint8. The longer side becomes round(longer * size / shorter) pixels long, with
    Python's round. The pixels are those that Pillow gives for the image as it lies.
    Returns (H', W', 3) uint8 with min(H', W') = size.
    """
    # BEGIN SOLUTION
    height, width = image.shape[:2]
    shorter = min(height, width)
    new = round(width * size / shorter), round(height * size / shorter)  # Pillow: width first
    return np.asarray(Image.fromarray(image).resize(new, Image.Resampling.LANCZOS))
    # END SOLUTION


def center_crop(image, size):
    """The square of size x size pixels in the middle of an image.

    image: (H, W, 3). Where a margin is odd, the smaller part of it is cut off at the top or left.
    Returns (size, size, 3). Raises ValueError where the image is smaller than that.
    """
    # BEGIN SOLUTION
    height, width = image.shape[:2]
    if size > min(height, width):
        raise ValueError(f"an image of {height} x {width} has no square of {size}")
    top, left = (height - size) // 2, (width - size) // 2
    return image[top : top + size, left : left + size]
    # END SOLUTION


def load_images(paths, size):
    """Read image files as one batch of squares: scaled, then cropped.

    paths: a list of paths. Turned as the file's EXIF tag says, converted to RGB (grey becomes three
    equal channels, transparency is dropped). Returns (N, size, size, 3) uint8.
    Raises ValueError, with the path in its text, for a file that is no image or a broken one.
    """
    # BEGIN SOLUTION
    images = np.empty((len(paths), size, size, 3), dtype=np.uint8)
    for i, path in enumerate(paths):
        try:
            with Image.open(path) as file:
                upright = ImageOps.exif_transpose(file).convert("RGB")
        except (UnidentifiedImageError, OSError, SyntaxError) as error:
            raise ValueError(f"{path} cannot be read as an image: {error}") from error
        images[i] = center_crop(resize_image(np.asarray(upright), size), size)
    return images
    # END SOLUTION


def save_dataset(path, images, labels):
    """Write images (N, H, W, 3) and labels (N,) to one .npz file, under these two names.

    path ends in .npz; a file that lies there is replaced.
    """
    # BEGIN SOLUTION
    np.savez(path, images=images, labels=labels)
    # END SOLUTION


def load_dataset(path):
    """Read what ``save_dataset`` wrote: (images, labels), with the same bytes, shapes and dtypes.

    Raises ValueError for a file that would have to be unpickled: that runs its author's code.
    """
    # BEGIN SOLUTION
    with np.load(path, allow_pickle=False) as file:
        return file["images"], file["labels"]
    # END SOLUTION


def mean_image(images):
    """The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."""
    # BEGIN SOLUTION
    return images.mean(axis=0)
    # END SOLUTION


def channel_mean(images):
    """The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."""
    # BEGIN SOLUTION
    # equivalent: the order of the axes of a mean is free
    return images.mean(axis=(0, 1, 2))
    # END SOLUTION


def channel_mean_std(images):
    """Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."""
    # BEGIN SOLUTION
    return channel_mean(images), images.std(axis=(0, 1, 2))
    # END SOLUTION


def zero_center(images, mean):
    """images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64.

    images: (N, H, W, 3) uint8, of the training or the test set; the mean is the training set's.
    """
    # BEGIN SOLUTION
    return images.astype(np.float64) - mean
    # END SOLUTION


def standardize(X, mean=None, std=None):
    """Give every column mean 0 and standard deviation 1 (ddof=0): (X - mean) / std.

    X: (N, D). For the training set mean and std are left out and computed from X; for the test set
    they are the training set's. A column whose values are all equal, std 0, is divided by 1
    instead, without a warning; one that varies, however little, is divided by its std. Returns
    (Z, mean, std) with Z: (N, D), and mean and std, (D,) each, to be passed on with the test set:
    for a column of equal values 0 or 1.
    """
    # BEGIN SOLUTION
    mean = X.mean(axis=0) if mean is None else mean
    if std is None:  # the mean of equal values may round, and their std with it
        # equivalent: where it does not round, the std of equal values is 0 already
        std = np.where(np.ptp(X, axis=0) == 0, 0.0, X.std(axis=0))
    return (X - mean) / np.where(std == 0, 1, std), mean, std
    # END SOLUTION
