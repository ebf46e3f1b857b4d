# assignment: hw2_data_and_initialization, function: center_crop, mistake: a smaller image is padded with zeros
# promise: "Raises ValueError where the image is smaller than that."
import numpy as np


def center_crop(image, size):
    H, W = image.shape[:2]
    ph, pw = max(size - H, 0), max(size - W, 0)
    image = np.pad(image, ((ph // 2, ph - ph // 2), (pw // 2, pw - pw // 2), (0, 0)))
    top = (image.shape[0] - size) // 2
    left = (image.shape[1] - size) // 2
    return image[top:top + size, left:left + size]
