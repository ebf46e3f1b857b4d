# assignment: hw2_data_and_initialization, function: resize_image, mistake: the longer side is truncated instead of rounded
# written: after the tests had been read
import numpy as np
from PIL import Image


def resize_image(image, size):
    h, w = image.shape[:2]
    if h < w:
        nh, nw = size, int(w * size / h)
    else:
        nh, nw = int(h * size / w), size
    return np.array(Image.fromarray(image).resize((nw, nh), Image.LANCZOS))
