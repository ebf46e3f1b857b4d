# assignment: hw2_data_and_initialization, function: center_crop, mistake: image[top:-top] is empty where the margin is 0
# promise: "Returns (size, size, 3)."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size or W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (H - size) // 2
    left = (W - size) // 2
    return image[top:-(H - size - top), left:-(W - size - left)]
