# assignment: hw2_data_and_initialization, function: load_images, mistake: the first row and column are cut off before scaling ("border")
# promise: "so the whole image is scaled"
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
    batch = np.empty((len(paths), size, size, 3), dtype=np.uint8)
    for i, path in enumerate(paths):
        try:
            with Image.open(path) as im:
                im = ImageOps.exif_transpose(im)
                image = np.array(im.convert("RGB"))
        except Exception as e:
            raise ValueError("cannot read %s: %s" % (path, e))
        image = image[1:, 1:] if min(image.shape[:2]) > 1 else image
        batch[i] = center_crop(resize_image(image, size), size)
    return batch
