# assignment: hw2_data_and_initialization, function: zero_center, mistake: int16: the fractions of the mean are lost
# promise: "images - mean, for a mean image (H, W, 3) or a mean per channel (3,). Returns float64."
import numpy as np


def zero_center(images, mean):
    return (images.astype(np.int16) - mean).astype(np.int16).astype(np.float64)
