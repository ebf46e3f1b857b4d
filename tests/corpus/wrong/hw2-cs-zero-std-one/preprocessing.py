# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: a std of 0 is returned as 1
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    mean, std = images.mean(axis=(0, 1, 2)), images.std(axis=(0, 1, 2))
    std[std == 0] = 1.0
    return mean, std
