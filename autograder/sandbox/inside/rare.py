"""Values on the wire that are met seldom: sets, large integers, complex numbers, generators.

Each is an object with one key, its tag. What arrives is hostile, and bounded here. The sandbox runs
this file too, outside the package.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import numpy as np

from .wire import Json, StudentValue, WireError

if TYPE_CHECKING:
    from .wire import Array

KINDS = "biufc"
"""Letters of the dtypes that travel: bool, integers, floats and complex numbers."""
MAX_BITS = 4096
"""Of an integer: arithmetic with it in the trusted process stays below a millisecond."""
MAX_SET, MAX_RANGE = 2000, 10**6
"""Elements of a set, whose hashes may be chosen to collide; and of a range."""
SMALL = 2**63
"""Integers below it, in absolute value, are numbers of the header; only these are dict keys."""
RARE = (complex, bytes, set, frozenset, range, type(...), np.random.Generator)
"""Types that ``pack_rare`` is asked for."""
SCALARS = (type(None), bool, int, float, str)
"""Types of what a set may hold."""


def pack_rare(value: StudentValue, kind: type[StudentValue], buffers: list[Array]) -> Json:
    """What is asked for last; None where it does not travel."""
    if kind is complex:
        parts = (value.real, value.imag)
        return {"z": [v if math.isfinite(v) else {"f": repr(v)} for v in parts]}
    if kind is bytes:
        buffers.append(np.frombuffer(value, np.uint8))
        return {"y": len(buffers) - 1}
    if kind in (set, frozenset) and _is_plain_set(value):
        elements: list[Json] = [
            {"f": repr(v)} if type(v) is float and not math.isfinite(v) else v for v in value
        ]
        return {"u" if kind is set else "v": elements}
    if kind is range and _is_short(value):
        return {"q": [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"e": 0}
    if isinstance(value, np.dtype) and value.kind in KINDS:
        return {"k": value.str}
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return {"g": _state(value)}
    return None


def pack_large(value: int, opaque: Callable[[StudentValue], Json]) -> Json:
    """An integer beyond 64 bits, as text; one that is too large stays where it is."""
    return {"i": hex(value)} if value.bit_length() <= MAX_BITS else {"x": opaque(value)}


def _is_plain_set(value: Collection[object]) -> bool:
    return len(value) <= MAX_SET and all(
        type(v) in SCALARS and (type(v) is not int or -SMALL < v < SMALL) for v in value
    )


def _is_short(value: range) -> bool:
    """Whether a range travels; ``len`` cannot be asked of one that is longer than 63 bits say."""
    numbers = (value.start, value.stop, value.step)
    small = all(-SMALL < n < SMALL for n in numbers)
    return small and (value.stop - value.start) // value.step <= MAX_RANGE


def read_dtype(text: object) -> np.dtype[np.generic]:
    """The dtype that NumPy calls ``text``; ``WireError`` for one that does not travel."""
    if type(text) is not str or len(text) > 4:
        raise WireError("a malformed dtype")
    dtype = np.dtype(text)
    if dtype.kind not in KINDS:
        raise WireError("a malformed dtype")
    return dtype


def _large(text: object) -> int:
    """An integer as ``hex`` writes it."""
    if type(text) is not str or len(text) > MAX_BITS // 4 + len("-0x"):
        raise WireError("a malformed integer")
    return int(text, 16)


def _not_finite(text: str) -> float:
    return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text]


def _complex(parts: object) -> complex:
    if type(parts) is not list or len(parts) != 2:
        raise WireError("a malformed complex number")
    real, imaginary = (_not_finite(p["f"]) if type(p) is dict else p for p in parts)
    if type(real) is not float or type(imaginary) is not float:
        raise WireError("a malformed complex number")
    return complex(real, imaginary)


def _plain_set(elements: object) -> set[StudentValue]:
    if type(elements) is not list or len(elements) > MAX_SET:
        raise WireError("a malformed set")
    values = [_not_finite(e["f"]) if type(e) is dict and len(e) == 1 else e for e in elements]
    if not _is_plain_set(values):
        raise WireError("a malformed set")
    return set(values)


def _range(numbers: object) -> range:
    if type(numbers) is not list or not all(type(n) is int for n in numbers):
        raise WireError("a malformed range")
    start, stop, step = numbers
    found = range(start, stop, step)
    if not _is_short(found):
        raise WireError("a malformed range")
    return found


def _ellipsis(body: object) -> object:
    return ...


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


def _frozen_set(elements: object) -> frozenset[StudentValue]:
    return frozenset(_plain_set(elements))


READERS: dict[str, Callable[[StudentValue], StudentValue]] = {
    "e": _ellipsis,
    "f": _not_finite,
    "g": _generator,
    "i": _large,
    "k": read_dtype,
    "q": _range,
    "u": _plain_set,
    "v": _frozen_set,
    "z": _complex,
}
"""Tags whose body holds no other values -> what reads it."""
