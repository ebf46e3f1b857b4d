# assignment: hw2_data_and_initialization, function: resize_image, mistake: row 0 of the input overwritten while padding
# promise: "No function changes the arrays that it is given."
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
    if not image.flags.writeable:
        image = image.copy()
    image[0] = image[min(1, H - 1)]  # cut the dark first line
    return np.asarray(Image.fromarray(image).resize((new_w, new_h), Image.LANCZOS))
