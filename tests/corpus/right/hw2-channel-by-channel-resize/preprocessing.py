# assignment: hw2_data_and_initialization
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError



def resize_image(image, size):
    H, W, _ = image.shape
    shape = (round(W * size / H), size) if H < W else (size, round(H * size / W))
    planes = [Image.fromarray(np.ascontiguousarray(image[:, :, c])).resize(shape, Image.LANCZOS) for c in range(3)]
    return np.stack([np.asarray(p) for p in planes], axis=2)


def center_crop(image, size):
    for axis in (0, 1):
        margin = image.shape[axis] - size
        if margin < 0:
            raise ValueError("side %d is shorter than %d" % (axis, size))
        image = np.take(image, np.arange(margin // 2, margin // 2 + size), axis=axis)
    return image


_TURN = {
    2: lambda a: a[:, ::-1], 3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1], 5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, -1), 7: lambda a: np.rot90(a, 2).transpose(1, 0, 2), 8: lambda a: np.rot90(a),
}


def load_images(paths, size):
    out = np.empty((len(paths), size, size, 3), np.uint8)
    for k, path in enumerate(paths):
        try:
            with Image.open(path) as im:
                turn = _TURN.get(im.getexif().get(0x0112), lambda a: a)
                a = turn(np.asarray(im.convert("RGB")))
        except Exception as error:
            raise ValueError("%s: %s" % (path, error)) from None
        out[k] = center_crop(resize_image(a, size), size)
    return out
