"""What a case shows: a checked copy, encoded by the grader; whatever is no picture harms nobody."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import pytest

from autograder.checks import case, show
from autograder.checks.cases import Case
from autograder.checks.context import Inconclusive, ShownPictures
from autograder.checks.pictures import MAX_PICTURES, MAX_SIDE, png_of


def decoded(png: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The pixels of a PNG file whose lines are not filtered, read chunk by chunk."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, chunks = 8, {}
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        name, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        (checksum,) = struct.unpack(">I", png[place + 8 + size : place + 12 + size])
        assert checksum == zlib.crc32(name + data)
        chunks[name], place = data, place + 12 + size
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"] and place == len(png)
    width, height, bits, kind, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (bits, rest) == (8, [0, 0, 0])
    channels = {0: 1, 2: 3}[kind]
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8)
    lines = lines.reshape(height, 1 + width * channels)
    assert not lines[:, 0].any()
    pixels = lines[:, 1:].reshape(height, width, channels)
    return pixels[..., 0] if channels == 1 else pixels


def showing(image: object, title: str = "an image", times: int = 1) -> ShownPictures:
    """What a case has shown that shows ``image``."""

    @case(points=1)
    def shows() -> None:
        """shows"""
        for _ in range(times):
            show(title, image)

    assert isinstance(shows, Case)
    shown = ShownPictures()
    shows.run({}, shown=shown)
    return shown


def pixels_of(image: object) -> np.ndarray[Any, np.dtype[np.uint8]]:
    shown = showing(image)
    (picture,) = shown.pictures
    assert picture.title == "an image" and not shown.refused
    return decoded(picture.png)


@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (3, 7, 3), (MAX_SIDE, MAX_SIDE, 3)])
def test_a_png_holds_the_pixels_that_went_into_it(shape: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    png = png_of(pixels)
    assert np.array_equal(decoded(png), pixels) and len(png) < 50_000


def test_another_reader_of_png_reads_the_same() -> None:
    image = pytest.importorskip("PIL.Image")
    io = pytest.importorskip("io")
    for shape, mode in (((5, 3), "L"), ((4, 7, 3), "RGB")):
        pixels = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
        with image.open(io.BytesIO(png_of(pixels))) as opened:
            assert opened.mode == mode and np.array_equal(np.asarray(opened), pixels)


def test_floats_go_from_black_to_white_and_are_clipped_beyond() -> None:
    image = np.array([[-3.0, 0.0, 0.25], [0.5, 1.0, 1e300]])
    assert pixels_of(image).tolist() == [[0, 0, 64], [128, 255, 255]]
    for dtype in (np.float16, np.float32, ">f8", np.longdouble):
        assert pixels_of(np.array([[0.0, 0.5, 1.0]], dtype=dtype)).tolist() == [[0, 128, 255]]


def test_bytes_stay_as_they_are_in_whatever_order_they_lie() -> None:
    image = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    views = (image, image[::-1], image[:, ::-2], np.asfortranarray(image), image[..., ::-1])
    for view in views:
        assert np.array_equal(pixels_of(view), view)
    grey = image[..., 0].T
    assert np.array_equal(pixels_of(grey), grey)
    alike = np.broadcast_to(np.uint8(7), (2, 3))
    assert np.array_equal(pixels_of(alike), alike)


def test_a_picture_is_a_copy() -> None:
    image = np.zeros((2, 3))

    @case(points=1)
    def shows() -> None:
        """shows, and goes on with the array"""
        show("before", image)
        image[...] = 1.0

    shown = ShownPictures()
    shows.run({}, shown=shown)
    assert not decoded(shown.pictures[0].png).any()


class Liar(np.ndarray[Any, np.dtype[Any]]):
    """A subclass whose every answer is its own."""

    def __array_finalize__(self, made: object) -> None:
        pass

    def __getitem__(self, index: object) -> Any:
        raise SystemExit

    def __array_ufunc__(self, *args: object, **kwargs: object) -> Any:
        raise SystemExit


HUGE = np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6, 3), (0, 0, 0))
NO_PICTURES = {
    "a list": [[0.0, 1.0]],
    "None": None,
    "a number": np.float64(1.0),
    "objects": np.array([[object()]]),
    "texts": np.array([["a"]]),
    "complex numbers": np.ones((2, 3), complex),
    "truths": np.ones((2, 3), bool),
    "whole numbers": np.ones((2, 3), int),
    "fields": np.zeros((2, 3), [("a", "f8")]),
    "dates": np.zeros((2, 3), "M8[s]"),
    "NaN": np.array([[0.0, np.nan]]),
    "infinity": np.array([[0.0, -np.inf]]),
    "no axis": np.array(0.5),
    "one axis": np.zeros(3),
    "channels first": np.zeros((3, 4, 5)),
    "a batch": np.zeros((1, 4, 5, 3)),
    "no pixel": np.zeros((0, 5)),
    "too wide": np.zeros((2, MAX_SIDE + 1)),
    "terabytes": HUGE,
    "a subclass": np.zeros((2, 3)).view(Liar),
    "a matrix": np.zeros((2, 3)).view(np.matrix),
    "a masked array": np.ma.masked_all((2, 3)),
}


@pytest.mark.parametrize("what", NO_PICTURES)
def test_what_is_no_picture_makes_none_and_fails_nothing(what: str) -> None:
    shown = showing(NO_PICTURES[what])
    assert shown.pictures == []
    assert "show('an image', ...): it " in shown.refused[0]


def test_of_a_case_four_pictures_are_kept_however_many_it_shows() -> None:
    shown = showing(np.zeros((2, 3)), times=1000)
    assert len(shown.pictures) == MAX_PICTURES == len(shown.refused)
    assert "4 pictures are kept: show fewer" in shown.refused[0]
    assert len(showing(None, times=1000).refused) == MAX_PICTURES


@pytest.mark.parametrize("title", ["", "  ", "x" * 81, 7])
def test_a_title_that_is_none_is_the_authors_fault(title: Any) -> None:
    with pytest.raises(Inconclusive, match="should be a text of 1 to 80 characters"):
        showing(np.zeros((2, 3)), title)


def test_without_a_place_for_pictures_showing_does_no_harm() -> None:
    @case(points=1)
    def shows() -> None:
        """shows"""
        show("an image", np.zeros((2, 3)))

    shows.run({})  # as Otter's kernel and check() run it
