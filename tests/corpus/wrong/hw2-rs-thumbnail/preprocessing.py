# assignment: hw2_data_and_initialization, function: resize_image, mistake: thumbnail never enlarges
# promise: "with min(H', W') = size"
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError


def resize_image(image, size):
    H, W = image.shape[:2]
    shorter, longer = min(H, W), max(H, W)
    other = round(longer * size / shorter)
    if H < W:
        new_h, new_w = size, other
    else:
        new_h, new_w = other, size
    im = Image.fromarray(image)
    if size < shorter:
        im = im.resize((new_w, new_h), Image.LANCZOS)
    return np.asarray(im)
