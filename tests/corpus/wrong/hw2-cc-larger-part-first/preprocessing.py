# assignment: hw2_data_and_initialization, function: center_crop, mistake: the larger part is cut off at the top or left
# promise: "Where a margin is odd, the smaller part of it is cut off at the top or left."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size or W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (H - size + 1) // 2
    left = (W - size + 1) // 2
    return image[top:top + size, left:left + size]
