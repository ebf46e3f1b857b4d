# assignment: hw2_data_and_initialization, function: channel_mean, mistake: reshape(3, -1) mixes channels and pixels
# promise: "The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."
import numpy as np


def channel_mean(images):
    return images.reshape(3, -1).mean(axis=1)
