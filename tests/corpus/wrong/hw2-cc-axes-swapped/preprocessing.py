# assignment: hw2_data_and_initialization, function: center_crop, mistake: top and left swapped
# promise: "The square of size x size pixels in the middle of an image."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size or W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (W - size) // 2
    left = (H - size) // 2
    return image[top:top + size, left:left + size]
