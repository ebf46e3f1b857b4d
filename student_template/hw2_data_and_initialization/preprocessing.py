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
    raise NotImplementedError("resize_image")


def center_crop(image, size):
    """The square of size x size pixels in the middle of an image.

    image: (H, W, 3). Where a margin is odd, the smaller part of it is cut off at the top or left.
    Returns (size, size, 3). Raises ValueError where the image is smaller than that.
    """
    raise NotImplementedError("center_crop")


def load_images(paths, size):
    """Read image files as one batch of squares: scaled, then cropped.

    paths: a list of paths. Turned as the file's EXIF tag says, converted to RGB (grey becomes three
    equal channels, transparency is dropped). Returns (N, size, size, 3) uint8.
    Raises ValueError, with the path in its text, for a file that is no image or a broken one.
    """
    raise NotImplementedError("load_images")


def save_dataset(path, images, labels):
    """Write images (N, H, W, 3) and labels (N,) to one .npz file, under these two names.

    path ends in .npz; a file that lies there is replaced.
    """
    raise NotImplementedError("save_dataset")


def load_dataset(path):
    """Read what ``save_dataset`` wrote: (images, labels), with the same bytes, shapes and dtypes.

    Raises ValueError for a file that would have to be unpickled: that runs its author's code.
    """
    raise NotImplementedError("load_dataset")


def mean_image(images):
    """The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."""
    raise NotImplementedError("mean_image")


def channel_mean(images):
    """The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."""
    raise NotImplementedError("channel_mean")


def channel_mean_std(images):
    """Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."""
    raise NotImplementedError("channel_mean_std")


def zero_center(images, mean):
    """images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64.

    images: (N, H, W, 3) uint8, of the training or the test set; the mean is the training set's.
    """
    raise NotImplementedError("zero_center")


def standardize(X, mean=None, std=None):
    """Give every column mean 0 and standard deviation 1 (ddof=0): (X - mean) / std.

    X: (N, D). For the training set mean and std are left out and computed from X; for the test set
    they are the training set's. A column whose values are all equal, std 0, is divided by 1
    instead, without a warning; one that varies, however little, is divided by its std. Returns
    (Z, mean, std) with Z: (N, D), and mean and std, (D,) each, to be passed on with the test set:
    for a column of equal values 0 or 1.
    """
    raise NotImplementedError("standardize")
