OK_FORMAT = False
name = "load_images (hidden)"
depends = ["resize_image", "center_crop"]

import io

import numpy as np
from PIL import Image

from autograder.checks import assert_close, case, given_file, rng


def png(picture, **how):
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", **how)
    return buffer.getvalue()


def photo(height, width, channels):
    shape = (height, width, channels) if channels > 1 else (height, width)
    return rng(f"{height} {width} {channels}").integers(0, 256, shape, dtype=np.uint8)


@case(points=0.5)
def values(load_images, reference):
    """wide and tall photographs have the right pixels"""
    pictures = [Image.fromarray(photo(21, 34, 3)), Image.fromarray(photo(33, 18, 3))]
    paths = [given_file(f"photo{i}.png", png(p)) for i, p in enumerate(pictures)]
    assert_close(load_images(paths, 12), reference.load_images(paths, 12), "load_images")


@case(points=0.75)
def modes(load_images, reference):
    """photographs with a palette, with alpha and of 1 bit have the right pixels"""
    palette = Image.fromarray(photo(16, 20, 3)).quantize(16)
    alpha = Image.fromarray(photo(16, 20, 4))
    bits = Image.fromarray(photo(16, 20, 1) > 128)
    named = {"palette": palette, "alpha": alpha, "bits": bits}
    for name, picture in named.items():
        path = given_file(f"{name}.png", png(picture))
        assert_close(
            load_images([path], 8), reference.load_images([path], 8), f"load_images: {name}"
        )
