# assignment: hw2_data_and_initialization, function: mean_image, mistake: only the first 128 images
# promise: "over all its images"
import numpy as np


def mean_image(images):
    return np.mean(images[:128], axis=0, dtype=np.float64)
