# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: (std, mean)
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    x = images.astype(float)
    return x.std(axis=(0, 1, 2)), x.mean(axis=(0, 1, 2))
