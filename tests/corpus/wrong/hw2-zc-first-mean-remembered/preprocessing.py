# assignment: hw2_data_and_initialization, function: zero_center, mistake: the first mean of a shape is remembered and used ever after
# promise: "images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64."
import numpy as np

_TRAIN_MEAN = {}


def zero_center(images, mean):
    mean = _TRAIN_MEAN.setdefault(mean.shape, mean)
    return images.astype(np.float64) - mean
