# assignment: hw2_data_and_initialization, function: channel_mean, mistake: a list of three floats
# promise: "The mean of each channel over all images and pixels (VGG). (N, H, W, 3) -> (3,) float64."
import numpy as np


def channel_mean(images):
    return [float(images[..., c].mean()) for c in range(3)]
