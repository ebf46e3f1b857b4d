# assignment: hw2_data_and_initialization
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError



def resize_image(image, size):
    im = Image.fromarray(np.ascontiguousarray(image))
    W, H = im.size
    target = (round(W * size / H), size) if W > H else (size, round(H * size / W))
    return np.array(im.resize(target, resample=Image.Resampling.LANCZOS))


def center_crop(image, size):
    im = Image.fromarray(np.ascontiguousarray(image))
    W, H = im.size
    if min(W, H) < size:
        raise ValueError("%d x %d is too small for %d" % (W, H, size))
    x, y = (W - size) // 2, (H - size) // 2
    return np.array(im.crop((x, y, x + size, y + size)))


def load_images(paths, size):
    def one(path):
        try:
            with open(path, "rb") as f:
                im = Image.open(f)
                im.load()
                im = ImageOps.exif_transpose(im).convert("RGB")
        except Exception as error:
            raise ValueError(f"{path} is not a whole image ({type(error).__name__})") from error
        return center_crop(resize_image(np.asarray(im), size), size)

    squares = [one(p) for p in paths]
    return np.stack(squares) if squares else np.zeros((0, size, size, 3), np.uint8)
