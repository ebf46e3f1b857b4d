# assignment: hw2_data_and_initialization, function: center_crop, mistake: a smaller image is cut without an error
# promise: "Raises ValueError where the image is smaller than that."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    top = max(H - size, 0) // 2
    left = max(W - size, 0) // 2
    return image[top:top + size, left:left + size]
