# assignment: hw2_data_and_initialization, function: channel_mean, mistake: divided by 255
# promise: "The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."
import numpy as np


def channel_mean(images):
    return images.mean(axis=(0, 1, 2)) / 255
