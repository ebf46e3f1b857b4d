# assignment: hw2_data_and_initialization, function: center_crop, mistake: AssertionError
# promise: "Raises ValueError where the image is smaller than that."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    assert H >= size and W >= size, "image too small"
    top = (H - size) // 2
    left = (W - size) // 2
    return image[top:top + size, left:left + size]
