# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: images ** 2 wraps round in uint8
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    mean = images.mean(axis=(0, 1, 2))
    sq = (images ** 2).mean(axis=(0, 1, 2))
    return mean, np.sqrt(np.abs(sq - mean ** 2))
