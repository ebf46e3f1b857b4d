# assignment: hw2_data_and_initialization, function: center_crop, mistake: the margin is taken off at the top from the longer side only
# promise: "The square of size x size pixels in the middle of an image."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size or W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (H - size) // 2 if H > W else 0
    left = (W - size) // 2 if W >= H else 0
    return image[top:top + size, left:left + size]
