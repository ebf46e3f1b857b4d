# assignment: hw2_data_and_initialization, function: mean_image, mistake: sums in uint8 and wraps round
# promise: "The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."
import numpy as np


def mean_image(images):
    total = np.zeros(images.shape[1:], dtype=images.dtype)
    for image in images:
        total = total + image
    return total / len(images)
