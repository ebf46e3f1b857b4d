OK_FORMAT = False
name = "load_images"
depends = ["resize_image", "center_crop"]

import io

import numpy as np
from PIL import Image

from autograder.checks import CheckFailure, assert_close, assert_raises, case, given_file, rng

ORIENTATION = 0x0112


def encoded(picture, kind, **how):
    """The bytes of a file of a Pillow image."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def file(name, picture, **how):
    """The path of a PNG file of a Pillow image."""
    return given_file(name, encoded(picture, "PNG", **how))


def photo(height, width):
    """Pixels of which each differs from those beside it."""
    return rng(f"{height} {width}").integers(0, 256, (height, width, 3), dtype=np.uint8)


@case(points=0.5)
def batch(load_images):
    """reads several files into one batch, each scaled and cropped"""
    red, blue = Image.new("RGB", (20, 12), (200, 10, 30)), Image.new("RGB", (9, 30), (5, 90, 250))
    out = load_images([file("red.png", red), file("blue.png", blue)], 6)
    # equal axes: an image is cropped to a square
    expected = np.zeros((2, 6, 6, 3), dtype=np.uint8)
    expected[0], expected[1] = (200, 10, 30), (5, 90, 250)
    assert_close(out, expected, "load_images")


@case(points=0.5)
def grey(load_images):
    """a grey file becomes three equal channels"""
    out = load_images([file("grey.png", Image.new("L", (8, 10), 77))], 4)
    # equal axes: an image is cropped to a square
    assert_close(out, np.full((1, 4, 4, 3), 77, dtype=np.uint8), "load_images of a grey file")


@case(points=0.25)
def broken(load_images):
    """raises ValueError for a file that is no image, missing or cut short, among good ones too"""
    good = file("good.png", Image.new("RGB", (8, 10), (1, 2, 3)))
    notes = given_file("notes.png", b"not an image")
    assert_raises(ValueError, load_images, [notes], 4)
    assert_raises(ValueError, load_images, [good, notes, good], 4)
    assert_raises(ValueError, load_images, [good, "no-such-file.png"], 4)
    for kind in ("PNG", "JPEG"):
        whole = encoded(Image.fromarray(photo(40, 30)), kind)
        half = given_file(f"half.{kind.lower()}", whole[: len(whole) // 2])
        assert_raises(ValueError, load_images, [good, half], 8)


@case(points=0.25)
def named(load_images):
    """the error names the file that is broken, by the path that was given"""
    good = file("good.png", Image.new("RGB", (8, 10), (1, 2, 3)))
    for path in (given_file("notes.png", b"not an image"), "photographs/no-such-file.png"):
        assert_raises(ValueError, load_images, [good, path], 4)
        try:
            load_images([good, path], 4)
        except Exception as error:
            if path not in str(error):
                text = "load_images: the text of the error should hold the path."
                raise CheckFailure(text) from None


@case(points=0.25)
def photographs(load_images, resize_image, center_crop):
    """is what resize_image and center_crop make of all pixels of each file, of a large JPEG too"""
    wide, tall = photo(24, 40), photo(37, 20)
    blocks = np.repeat(np.repeat(photo(20, 30), 8, axis=0), 8, axis=1)
    jpeg = encoded(Image.fromarray(blocks), "JPEG")
    large = np.array(Image.open(io.BytesIO(jpeg)))
    paths = [file("wide.png", Image.fromarray(wide)), file("tall.png", Image.fromarray(tall))]
    found = load_images([*paths, given_file("large.jpeg", jpeg)], 9)
    expected = [np.asarray(center_crop(resize_image(p, 9), 9)) for p in (wide, tall, large)]
    assert_close(found, np.stack(expected), "load_images: wide.png, tall.png, large.jpeg")


@case(points=0.5)
def upright(load_images):
    """a photograph is turned upright for each of the eight orientations of the EXIF tag"""
    picture = np.arange(6 * 9 * 3, dtype=np.uint8).reshape(6, 9, 3)  # as it should be seen
    lying = picture.swapaxes(0, 1)
    stored = {
        1: picture,
        3: picture[::-1, ::-1],
        6: lying[::-1],
        8: lying[:, ::-1],
        2: picture[:, ::-1],
        4: picture[::-1],
        5: lying,
        7: lying[::-1, ::-1],
    }
    for orientation, pixels in stored.items():
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        path = file(f"{orientation}.png", Image.fromarray(np.ascontiguousarray(pixels)), exif=exif)
        what = f"load_images: a file of orientation {orientation}"
        assert_close(load_images([path], 6), picture[None, :, 1:7], what)


@case(points=0.5)
def modes(load_images):
    """palette, transparency and 1 bit a pixel become RGB"""
    red = Image.new("RGB", (8, 10), (200, 10, 30))
    files = {
        "palette": (red.quantize(2), (200, 10, 30)),
        "transparent": (Image.new("RGBA", (8, 10), (200, 10, 30, 40)), (200, 10, 30)),
        "grey with transparency": (Image.new("LA", (8, 10), (90, 0)), (90, 90, 90)),
        "1 bit": (Image.new("1", (8, 10), 1), (255, 255, 255)),
    }
    for kind, (picture, colour) in files.items():
        out = load_images([file(f"{kind}.png", picture)], 4)
        # equal axes: an image is cropped to a square
        expected = np.full((1, 4, 4, 3), colour, dtype=np.uint8)
        assert_close(out, expected, f"load_images: a file with {kind}")
