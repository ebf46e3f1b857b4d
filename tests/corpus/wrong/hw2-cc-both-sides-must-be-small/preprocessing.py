# assignment: hw2_data_and_initialization, function: center_crop, mistake: ValueError only where both sides are too small
# promise: "Raises ValueError where the image is smaller than that."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size and W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (H - size) // 2
    left = (W - size) // 2
    return image[top:top + size, left:left + size]
