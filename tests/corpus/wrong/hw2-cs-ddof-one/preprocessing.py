# assignment: hw2_data_and_initialization, function: channel_mean_std, mistake: ddof=1
# promise: "Mean and standard deviation (ddof=0) of each channel (ResNet): two arrays, (3,) float64."
import numpy as np


def channel_mean_std(images):
    rows = images.reshape(-1, 3).astype(np.float64)
    return rows.mean(axis=0), rows.std(axis=0, ddof=1)
