# assignment: hw2_data_and_initialization, function: resize_image, mistake: float64 values between 0 and 1
# promise: "Returns (H', W', 3) uint8"
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
    return np.asarray(Image.fromarray(image).resize((new_w, new_h), Image.LANCZOS)) / 255
