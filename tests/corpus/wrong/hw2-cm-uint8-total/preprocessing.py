# assignment: hw2_data_and_initialization, function: channel_mean, mistake: the total of an image is kept in uint16 and wraps round
# promise: "The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."
import numpy as np


def channel_mean(images):
    total = images.sum(axis=(0, 1, 2), dtype=np.uint16)
    return total / (images.size // 3)
