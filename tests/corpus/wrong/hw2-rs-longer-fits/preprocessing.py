# assignment: hw2_data_and_initialization, function: resize_image, mistake: the longer side becomes size
# promise: "so that its shorter side is size pixels long"
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError


def resize_image(image, size):
    H, W = image.shape[:2]
    shorter, longer = max(H, W), min(H, W)
    other = round(longer * size / shorter)
    if H > W:
        new_h, new_w = size, other
    else:
        new_h, new_w = other, size
    return np.asarray(Image.fromarray(image).resize((new_w, new_h), Image.LANCZOS))
