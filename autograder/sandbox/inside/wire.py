"""The wire between grader and sandbox: JSON for the structure, raw bytes for arrays, no pickle.

A frame is two lengths, a JSON header and the arrays' bytes. What arrives is hostile: lengths are
checked before anything is allocated, dtypes and nesting are bounded, shapes must fit their bytes.
The sandbox runs this file too, outside the package; it imports the standard library and NumPy.
"""

from __future__ import annotations

import itertools
import json
import math
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

import numpy as np

if TYPE_CHECKING:  # it would take the zygote 2 ms
    from numpy.typing import NDArray

    Array = NDArray[np.generic]

StudentValue: TypeAlias = Any
"""What a test passes to the student's code, and what this gives back: anything at all."""
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What one side writes. What the other side reads is an ``object`` until it is checked."""


class Request(TypedDict, total=False):
    """What the grader asks of a child: one call."""

    function: str
    cached: bool
    """whether what comes after the first value stays in the child"""
    args: Json
    kwargs: Json
    handle: int
    """the value whose method is called; none for a function of the modules"""
    free: list[int]
    """handles that nobody needs any more"""
    peak: bool
    """ask for the most memory that the child has had, in place of a call"""


LENGTHS = struct.Struct(">II")
MAX_HEADER = 2**20
"""JSON of this size becomes at most some 25 MB of objects."""
MAX_BUFFERS = 16 * 2**20
"""Bytes become eight times as many where they are compared as float64."""
MAX_ARRAYS = 10_000
MAX_DEPTH = 32
KINDS = "biufc"


class WireError(Exception):
    """A value that cannot travel, or a message that is not one."""


def send(
    sock: socket.socket, message: Json | Mapping[str, object], buffers: Sequence[Array]
) -> None:
    """Write one frame: ``message`` as JSON and the arrays of ``buffers``."""
    sizes = [b.nbytes for b in buffers]
    header = json.dumps({"m": message, "b": sizes}).encode()
    if len(header) > MAX_HEADER or sum(sizes) > MAX_BUFFERS:
        raise WireError(f"a message of {len(header) + sum(sizes)} bytes is too large")
    lengths = LENGTHS.pack(len(header), sum(sizes))
    sock.sendall(b"".join([lengths, header, *(b.tobytes() for b in buffers)]))


def receive(read: Callable[[int], bytes | bytearray]) -> tuple[object, list[bytearray]]:
    """Read one frame with ``read(count)``, which returns exactly ``count`` bytes."""
    header_size, total = LENGTHS.unpack(read(LENGTHS.size))
    if header_size > MAX_HEADER or total > MAX_BUFFERS:
        raise WireError(f"a message of {header_size + total} bytes is too large")
    body = read(header_size + total)
    try:
        header = json.loads(body[:header_size])
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


def pack(
    value: StudentValue,
    buffers: list[Array],
    opaque: Callable[[StudentValue], Json],
    depth: int = 0,
) -> Json:
    """``value`` as JSON; arrays go to ``buffers``, what is of no known type to ``opaque``."""
    kind = type(value)
    if value is None:
        return None
    if kind is bool:
        return bool(value)
    if isinstance(value, str):
        return str(value)
    if kind is int:
        return value if abs(value) < 2**63 else {"x": opaque(value)}
    if kind is float:
        return value if math.isfinite(value) else {"f": repr(value)}
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return {"g": _state(value)}
    if isinstance(value, np.generic) and value.dtype.kind in KINDS:
        buffers.append(np.array(value))
        return {"s": [value.dtype.str, len(buffers) - 1]}
    if isinstance(value, np.ndarray) and value.dtype.kind in KINDS and not _masked(value):
        if value.nbytes > MAX_BUFFERS:
            raise WireError(f"an array of {value.nbytes} bytes is too large")
        plain = value if kind is np.ndarray else np.array(value, subok=False)  # np.matrix and such
        buffers.append(plain)
        return {"a": [value.dtype.str, list(value.shape), len(buffers) - 1]}
    if depth < MAX_DEPTH:
        if isinstance(value, list | tuple):  # a namedtuple travels as a tuple
            return {
                "l" if isinstance(value, list) else "t": [
                    pack(v, buffers, opaque, depth + 1) for v in value
                ]
            }
        if kind is dict and all(type(k) in (str, int, bool, type(None)) for k in value):
            return {"d": [[k, pack(v, buffers, opaque, depth + 1)] for k, v in value.items()]}
    return {"x": opaque(value)}


def _masked(value: Array) -> bool:
    # numpy.ma takes 20 ms to load: not for plain arrays
    return type(value) is not np.ndarray and isinstance(value, np.ma.MaskedArray)


def unpack(
    tree: object,
    buffers: Sequence[bytearray],
    opaque: Callable[[object], StudentValue],
    depth: int = 0,
) -> StudentValue:
    """The value that ``pack`` wrote; ``WireError`` for anything ``pack`` would not write."""
    if tree is None or type(tree) in (bool, int, float, str):
        return tree
    if depth > MAX_DEPTH or type(tree) is not dict or len(tree) != 1:
        raise WireError("a malformed value")
    ((tag, body),) = tree.items()
    try:
        if tag == "f":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[body]
        if tag == "s":
            return _array(body[0], [], buffers[body[1]])[()]
        if tag == "a":
            return _array(body[0], body[1], buffers[body[2]])
        if tag in ("l", "t"):
            items = [unpack(v, buffers, opaque, depth + 1) for v in body]
            return items if tag == "l" else tuple(items)
        if tag == "d":
            return {_key(k): unpack(v, buffers, opaque, depth + 1) for k, v in body}
        if tag == "g":
            return _generator(body)
        if tag == "x":
            return opaque(body)
    except (LookupError, TypeError, ValueError) as error:
        raise WireError("a malformed value") from error
    raise WireError(f"an unknown tag {tag!r:.20}")


def _state(generator: np.random.Generator) -> list[int]:
    """The state of a PCG64 generator, as four numbers."""
    state = generator.bit_generator.state
    return [*state["state"].values(), state["has_uint32"], state["uinteger"]]


def _generator(numbers: object) -> np.random.Generator:
    """A generator in the state that ``_state`` wrote."""
    limits = (2**128, 2**128, 2, 2**32)
    if type(numbers) is not list or len(numbers) != len(limits):
        raise WireError("a malformed generator")
    if not all(type(n) is int and 0 <= n < end for n, end in zip(numbers, limits, strict=True)):
        raise WireError("a malformed generator")
    state, increment, has_uint32, uinteger = numbers
    made = np.random.Generator(np.random.PCG64(0))
    made.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment | 1},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }
    return made


def _key(key: object) -> object:
    if type(key) not in (str, int, bool, type(None)):
        raise WireError("a malformed key")
    return key


def _array(dtype_text: object, shape: list[int], data: bytearray) -> Array:
    if type(dtype_text) is not str or len(dtype_text) > 4 or len(shape) > MAX_DEPTH:
        raise WireError("a malformed array")
    if not all(type(n) is int and n >= 0 for n in shape):
        raise WireError("a malformed shape")
    dtype = np.dtype(dtype_text)
    if dtype.kind not in KINDS or math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("a malformed array")
    flat = np.frombuffer(data, dtype=dtype) if data else np.empty(0, dtype)
    return flat.reshape(shape)
