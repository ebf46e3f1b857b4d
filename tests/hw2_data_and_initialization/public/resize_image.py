OK_FORMAT = False
name = "resize_image"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def shapes(resize_image):
    """the shorter side has the size, the longer one follows"""
    for height, width, expected in (
        (20, 50, (10, 25)),
        (50, 20, (25, 10)),
        (30, 33, (10, 11)),
        (5, 8, (10, 16)),
        (10, 10, (10, 10)),
    ):
        image = np.zeros((height, width, 3), dtype=np.uint8)
        image[...] = (10, 120, 250)
        out = resize_image(image, 10)
        wanted = np.zeros((*expected, 3), dtype=np.uint8)
        wanted[...] = (10, 120, 250)  # one colour stays one colour
        assert_close(out, wanted, f"resize_image: a plain image of {height} x {width}")


@case(points=0.25)
def halves(resize_image):
    """half a pixel is rounded as round() does"""
    for width, expected in ((13, 6), (15, 8), (17, 8)):
        out = resize_image(np.full((8, width, 3), 7, dtype=np.uint8), 4)
        wanted = np.full((4, expected, 3), 7, dtype=np.uint8)
        assert_close(out, wanted, f"resize_image: 8 x {width} for size 4")


@case(points=0.25)
def pixels(resize_image):
    """has the pixels of Pillow's Lanczos filter, smaller and larger"""
    rows, columns, channels = np.ogrid[:16, :24, :3]
    image = ((7 * rows**2 + 13 * columns**2 + 50 * channels) % 256).astype(np.uint8)
    smaller = [[114, 127, 135, 139], [148, 115, 137, 139], [130, 131, 133, 138]]
    out = resize_image(image, 3)
    assert_close(out[..., 1], np.uint8(smaller), "resize_image: 16 x 24 for size 3, green")
    rows_of_larger = [[100, 101, 111, 122, 152, 216, 203, 101, 30]]
    rows_of_larger += [[166, 165, 172, 225, 218, 82, 0, 69, 141]]
    out = resize_image(image[:4, :5].copy(), 7)
    what = "resize_image: 4 x 5 for size 7, blue of the first and the last row"
    assert_close(out[[0, -1], :, 2], np.uint8(rows_of_larger), what)


@case(points=0.5)
def kept(resize_image):
    """leaves the image as it was, and gives it back where it has the size"""
    image = rng().integers(0, 256, (6, 9, 3), dtype=np.uint8)
    before = image.copy()
    assert_close(resize_image(image, 6), before, "resize_image: an image that has the size")
    resize_image(image, 4)
    assert_unchanged(image, before, "resize_image: image")
