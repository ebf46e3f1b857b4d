# assignment: hw2_data_and_initialization, function: mean_image, mistake: rounded back to uint8
# promise: "The mean over all images, pixel by pixel (AlexNet). (N, H, W, 3) -> (H, W, 3) float64."
import numpy as np


def mean_image(images):
    return images.mean(axis=0).round().astype(np.uint8)
