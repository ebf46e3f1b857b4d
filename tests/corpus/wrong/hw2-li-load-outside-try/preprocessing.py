# assignment: hw2_data_and_initialization, function: load_images, mistake: the pixels are read outside of the try
# promise: "broken, cut short, missing, no image | ValueError"
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
    return np.asarray(Image.fromarray(image).resize((new_w, new_h), Image.LANCZOS))


def center_crop(image, size):
    H, W = image.shape[:2]
    if H < size or W < size:
        raise ValueError("image of %d x %d is smaller than %d" % (H, W, size))
    top = (H - size) // 2
    left = (W - size) // 2
    return image[top:top + size, left:left + size]


def load_images(paths, size):
    out = []
    for path in paths:
        try:
            im = Image.open(path)
        except Exception as e:
            raise ValueError("no image: %s" % path) from e
        im = ImageOps.exif_transpose(im).convert("RGB")
        out.append(center_crop(resize_image(np.array(im), size), size))
    return np.array(out, dtype=np.uint8).reshape(len(paths), size, size, 3)
