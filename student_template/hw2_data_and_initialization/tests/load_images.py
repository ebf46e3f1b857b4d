OK_FORMAT = False
name = "load_images"
depends = ["resize_image", "center_crop"]

import io

import numpy as np
from PIL import Image

from autograder.checks import assert_close, assert_raises, case, given_file


def file(name, picture, **how):
    """The path of a PNG file of a Pillow image."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", **how)
    return given_file(name, buffer.getvalue())


@case(points=1)
def batch(load_images):
    """reads several files into one batch, each scaled and cropped"""
    red, blue = Image.new("RGB", (20, 12), (200, 10, 30)), Image.new("RGB", (9, 30), (5, 90, 250))
    out = load_images([file("red.png", red), file("blue.png", blue)], 6)
    expected = np.zeros((2, 6, 6, 3), dtype=np.uint8)
    expected[0], expected[1] = (200, 10, 30), (5, 90, 250)
    assert_close(out, expected, "load_images")


@case(points=0.5)
def grey(load_images):
    """a grey file becomes three equal channels"""
    out = load_images([file("grey.png", Image.new("L", (8, 8), 77))], 4)
    assert_close(out, np.full((1, 4, 4, 3), 77, dtype=np.uint8), "load_images of a grey file")


@case(points=0.5)
def broken(load_images):
    """raises ValueError for a file that is no image"""
    assert_raises(ValueError, load_images, [given_file("notes.png", b"not an image")], 4)
