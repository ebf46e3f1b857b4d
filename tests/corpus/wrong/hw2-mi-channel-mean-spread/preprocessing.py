# assignment: hw2_data_and_initialization, function: mean_image, mistake: the mean of each channel, spread over H and W
# promise: "The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."
import numpy as np


def mean_image(images):
    return np.ones(images.shape[1:]) * images.mean(axis=(0, 1, 2))
