# assignment: hw2_data_and_initialization, function: channel_mean, mistake: divides by N * H * H
# promise: "The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."
import numpy as np


def channel_mean(images):
    N, H, W, C = images.shape
    return images.sum(axis=(0, 1, 2)) / (N * H * H)
