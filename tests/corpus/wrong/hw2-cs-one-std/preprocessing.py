# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: one std over all channels
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    mean = images.mean(axis=(0, 1, 2))
    return mean, np.full(3, (images - mean).std())
