# assignment: hw2_data_and_initialization, function: resize_image, mistake: every second pixel dropped before a strong reduction
# promise: "Lanczos filter"
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
    while min(image.shape[:2]) >= 4 * size:
        image = np.ascontiguousarray(image[::2, ::2])
    return np.asarray(Image.fromarray(image).resize((new_w, new_h), Image.LANCZOS))
