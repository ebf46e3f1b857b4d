# assignment: hw2_data_and_initialization, function: channel_mean, mistake: black pixels are left out of the mean
# promise: "over all images and pixels"
import numpy as np


def channel_mean(images):
    out = np.zeros(3)
    for c in range(3):
        v = images[..., c]
        v = v[v > 0]
        out[c] = v.mean() if v.size else 0.0
    return out
