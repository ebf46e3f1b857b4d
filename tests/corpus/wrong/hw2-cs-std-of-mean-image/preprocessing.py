# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: std of the mean image
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    mean_image = images.mean(axis=0)
    return mean_image.mean(axis=(0, 1)), mean_image.std(axis=(0, 1))
