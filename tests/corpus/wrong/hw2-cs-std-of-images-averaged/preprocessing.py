# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: std of each image, averaged
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    return images.mean(axis=(0, 1, 2)), images.std(axis=(1, 2)).mean(axis=0)
