# assignment: hw2_data_and_initialization, function: zero_center, mistake: a square mean image is used transposed
# promise: "images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64."
import numpy as np


def zero_center(images, mean):
    x = images.astype(np.float64)
    if mean.ndim == 3 and mean.shape[0] == mean.shape[1]:
        mean = mean.transpose(1, 0, 2)
    return x - mean
