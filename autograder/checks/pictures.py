"""Pictures that a case shows: checked copies of what a hand-in made, encoded by the grader."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from autograder.checks.context import Inconclusive, Picture, current_run
from autograder.checks.numeric import AnyArray

MAX_SIDE = 128
"""Pixels, down and across: of noise in three colours that makes a PNG file of 50 kB."""
MAX_PICTURES = 4
"""Pictures of a hand-in: 200 kB of a ledger."""
TITLE_LENGTH = 80
"""Characters of a title, which stands above all pictures of a class."""
WANTED = f"give it (H, W) or (H, W, 3) of floats from 0 to 1 or of uint8, at most {MAX_SIDE} a side"
"""What an author is told who shows something else."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB = 0, 2
"""How PNG numbers the kinds of pictures."""


def show(title: str, image: object) -> None:
    """Keep an array that the student's code made as a picture, for ``autograder report --gallery``.

    ``image`` is (H, W) in shades of grey or (H, W, 3) in colour, at most 128 x 128 pixels: floats
    from 0, which is black, to 1, beyond which they are clipped, or uint8. It is copied, so call it
    after the checks on the array. What is no such array makes no picture and fails no case; of the
    right answers, ``autograder validate`` says so. A case that is not passed shows nothing, and of
    a hand-in four pictures are kept. Instructors alone see them, whether the case is hidden or not.

    Examples:
        >>> show("a ramp", np.linspace(0.0, 1.0, 12).reshape(3, 4))
    """
    shown = current_run().shown
    if not isinstance(title, str) or not title.strip() or len(title) > TITLE_LENGTH:
        raise Inconclusive(
            f"show({title!r}, ...): the title should be a text of 1 to {TITLE_LENGTH} characters"
        )
    why = _no_picture(image)
    if not why and len(shown.pictures) < MAX_PICTURES:
        assert isinstance(image, np.ndarray)
        shown.pictures.append(Picture(title, png_of(_pixels(image))))
    elif len(shown.refused) < MAX_PICTURES:  # how often a test shows can be the hand-in's choice
        told = f"{why}; {WANTED}" if why else f"{MAX_PICTURES} pictures are kept: show fewer"
        shown.refused.append(f"show({title!r}, ...): {told}")


def _no_picture(image: object) -> str:
    """Why a value cannot be shown; empty where it can. Nothing of it is asked but what NumPy knows.

    A subclass may answer what it likes, and a huge array must not be copied to be looked at.
    """
    if type(image) is not np.ndarray:
        return f"it is no array, but {type(image).__name__}"
    if image.dtype.kind != "f" and image.dtype != np.uint8:
        return f"it is an array of {image.dtype}"
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (3,)):
        return f"it has shape {image.shape}"
    if not 1 <= min(image.shape[:2]) <= max(image.shape[:2]) <= MAX_SIDE:
        return f"it has shape {image.shape}"
    return "" if np.isfinite(image).all() else "it has numbers that are not finite"


def _pixels(image: AnyArray) -> NDArray[np.uint8]:
    """A copy of a picture as bytes."""
    if image.dtype == np.uint8:
        return image.astype(np.uint8)
    shades: NDArray[np.uint8] = np.rint(255 * np.clip(image, 0, 1)).astype(np.uint8)
    return shades


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file of pixels, (H, W) or (H, W, 3) (W3C, PNG, 3rd ed., sections 5 to 11).

    Its lines are not filtered, and it says nothing but how large it is and what colours it has.
    """
    height, width = pixels.shape[:2]
    kind = RGB if pixels.ndim == 3 else GREY
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)  # 8 bits, not interlaced
    lines = np.zeros((height, 1 + pixels[0].size), np.uint8)  # first in a line: how it is filtered
    lines[:, 1:] = pixels.reshape(height, -1)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b"")
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG file: how long it is, its name, what is in it, and their checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
