# assignment: hw2_data_and_initialization, function: zero_center, mistake: a mean image is reduced to a mean per channel
# promise: "images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64."
import numpy as np


def zero_center(images, mean):
    if mean.ndim == 3:
        mean = mean.mean(axis=(0, 1))
    return images - mean
