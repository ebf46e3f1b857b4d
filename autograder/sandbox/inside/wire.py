"""The wire between grader and sandbox carries frames: a JSON header and the bytes of arrays.

A frame is two lengths, the header and the bytes. What arrives is hostile: lengths are checked
before anything is allocated. What a header says of values is in ``packing.py``. The sandbox runs
this file too, outside the package; it imports the standard library and NumPy.
"""

from __future__ import annotations

import itertools
import json
import socket
import struct
from _json import encode_basestring_ascii, make_encoder, make_scanner
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypedDict, cast

import numpy as np

if TYPE_CHECKING:  # it would take the zygote 2 ms
    from numpy.typing import NDArray

    Array = NDArray[np.generic]

StudentValue: TypeAlias = Any
"""What a test passes to the student's code, and what this gives back: anything at all."""
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What one side writes. What the other side reads is an ``object`` until it is checked."""


class Request(TypedDict, total=False):
    """What the grader asks of a child: one operation."""

    do: str
    """a key of ``operations.OPERATIONS``"""
    args: Sequence[Json]
    kwargs: Mapping[str, Json]
    results: int | None
    """how many values of a tuple travel, the rest stays in the child; None for all"""
    case: bool
    """whether a case begins: what the ones before it were given is forgotten first"""
    free: list[int]
    """handles that nobody needs any more; an order by itself, which has no answer"""
    strict: bool
    """whether a warning of a number is an error; left out where it is none"""
    peak: bool
    """ask for the most memory that the child has had, in place of a call"""


LENGTHS = struct.Struct(">II")
MAX_HEADER = 2**20
"""JSON of this size becomes at most some 25 MB of objects."""
MESSAGE_MB = 16
"""Megabytes of arrays and bytes that one message holds, where ``assignment.toml`` says no other
number. They become eight times as many where bytes are compared as float64."""
MAX_ARRAYS = 10_000
AT_ONCE = 2**16
"""Bytes that are asked for in one system call, in which most frames arrive whole."""


class WireError(Exception):
    """A value that cannot travel, or a message that is not one."""


def _no_json(value: object) -> None:
    raise TypeError(f"{type(value).__name__} is no JSON")


_chunks = make_encoder(
    None, _no_json, encode_basestring_ascii, None, ": ", ", ", False, False, True
)
_scan_once = make_scanner(cast(make_scanner, json.JSONDecoder()))


def _as_json(message: object) -> str:
    """``json.dumps``, of which a hand-in can replace nothing: C from here on."""
    return "".join(_chunks(message, 0))


def _read(text: str) -> StudentValue:
    """``json.loads``; ``ValueError`` where ``text`` is no JSON, or has blanks around it."""
    try:
        found, end = _scan_once(text, 0)
    except StopIteration:
        raise ValueError("no JSON") from None
    if end != len(text):
        raise ValueError("more than one value")
    return found


class Raw(NamedTuple):
    """A frame as it arrived, not looked into."""

    header_size: int
    body: bytes | bytearray
    """the header, and the bytes of arrays"""


def send(
    sock: socket.SocketType,
    message: Json | Mapping[str, object],
    buffers: Sequence[Array],
    message_mb: int = MESSAGE_MB,
) -> None:
    """Write one frame: ``message`` as JSON and the arrays of ``buffers``."""
    sock.sendall(frame(message, buffers, message_mb))


def frame(
    message: Json | Mapping[str, object], buffers: Sequence[Array], message_mb: int = MESSAGE_MB
) -> bytes:
    """The bytes of one frame; ``WireError`` says what is too large in it."""
    sizes = [b.nbytes for b in buffers]
    if sum(sizes) > message_mb * 2**20:
        raise WireError(f"{sum(sizes) / 2**20:.1f} MB of arrays, and {message_mb} MB can travel")
    header = _as_json({"m": message, "b": sizes}).encode()
    if len(header) > MAX_HEADER:
        raise WireError(
            f"{len(header) / 2**20:.1f} MB of values that are no arrays, and 1 MB can travel"
        )
    lengths = LENGTHS.pack(len(header), sum(sizes))
    return b"".join([lengths, header, *map(_in_memory, buffers)])


def _in_memory(array: Array) -> memoryview:
    """The bytes of an array in C's order, not copied where they lie so."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def receive(
    read: Callable[[int], bytes | bytearray], message_mb: int = MESSAGE_MB
) -> tuple[object, list[bytearray]]:
    """Read one frame with ``read(count)``, which returns exactly ``count`` bytes."""
    return contents(received(read, message_mb))


def received(read: Callable[[int], bytes | bytearray], message_mb: int = MESSAGE_MB) -> Raw:
    """The bytes of one frame, whatever they say; ``WireError`` where they would be too many."""
    header_size, total = LENGTHS.unpack(read(LENGTHS.size))
    if header_size > MAX_HEADER or total > message_mb * 2**20:
        raise WireError(f"a message of {header_size + total} bytes is too large")
    return Raw(header_size, read(header_size + total))


def gathered(
    count: int,
    ahead: bytes,
    receive: Callable[[int], bytes],
    receive_into: Callable[[memoryview], int],
) -> tuple[bytes | bytearray, bytes]:
    """``count`` bytes of a stream, of which ``ahead`` is read already, and what was read beyond.

    Most frames arrive whole in one system call; what is large is put together in place. Raises
    ``EOFError`` where the stream ends before.
    """
    if count - len(ahead) <= AT_ONCE:
        while len(ahead) < count:
            more = receive(AT_ONCE)
            if not more:
                raise EOFError
            ahead = ahead + more if ahead else more
        return ahead[:count], ahead[count:]
    data, done = bytearray(count), len(ahead)
    view = memoryview(data)
    view[:done] = ahead
    while done < count:
        got = receive_into(view[done:])
        if got == 0:
            raise EOFError
        done += got
    return data, b""


def contents(raw: Raw) -> tuple[object, list[bytearray]]:
    """What a frame says, and the bytes of its arrays; ``WireError`` where it says nothing."""
    header_size, body = raw
    total = len(body) - header_size
    try:
        header = _read(body[:header_size].decode())
        message, sizes = header["m"], header["b"]
        if len(sizes) > MAX_ARRAYS or not all(type(s) is int and s >= 0 for s in sizes):
            raise ValueError(len(sizes))
        if sum(sizes) != total:
            raise ValueError(sizes)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError("a malformed header") from error
    ends = itertools.accumulate(sizes, initial=header_size)
    view = memoryview(body)
    return message, [bytearray(view[a:b]) for a, b in itertools.pairwise(ends)]
