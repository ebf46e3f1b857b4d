# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: deviations from the mean of all channels
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    x = images.reshape(-1, 3)
    return x.mean(axis=0), np.sqrt(((x - x.mean()) ** 2).mean(axis=0))
