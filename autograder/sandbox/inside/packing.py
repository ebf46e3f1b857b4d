"""Values on the wire: what travels, and how it stands in the header of a frame; no pickle.

A value is JSON, or an object with one key, its tag. Arrays and bytes go to buffers beside the
header. What arrives is hostile: dtypes, nesting, numbers and sets are bounded, shapes must fit
their bytes, and nothing is evaluated. The sandbox runs this file too, outside the package.
"""

from __future__ import annotations

import functools
import math
import operator
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .wire import MAX_BUFFERS, Json, StudentValue, WireError

if TYPE_CHECKING:
    from .wire import Array

MAX_DEPTH = 32
KINDS = "biufc"
"""Letters of the dtypes that travel: bool, integers, floats and complex numbers."""
MAX_BITS = 4096
"""Of an integer: arithmetic with it in the trusted process stays below a millisecond."""
MAX_SET, MAX_RANGE = 2000, 10**6
"""Elements of a set: as many whose hashes were chosen to collide cost 0.05 s. Of a range."""
MAX_FIELDS, MAX_FIELD = 64, 80
"""Of a named tuple: how many fields, and how many characters in the name of one."""
SMALL = 2**63
"""Integers below it, in absolute value, are numbers of the header; only these are dict keys."""
DICTS = (dict, OrderedDict, defaultdict, Counter)
"""Types that travel as a plain dict."""
HOLDING = (list, tuple, slice, *DICTS)
RARE = (complex, bytes, set, frozenset, range, type(...), np.random.Generator)
SCALARS = (type(None), bool, int, float, str)
"""Types of what a set may hold."""


@dataclass(frozen=True)
class Containers:
    """What lists, dicts and arrays become on arrival."""

    list_type: type[list[StudentValue]] = list
    dict_type: type[dict[StudentValue, StudentValue]] = dict
    writeable: bool = True
    """whether the elements of an array can be set"""


PLAIN_CONTAINERS = Containers()


def pack(
    value: StudentValue,
    buffers: list[Array],
    opaque: Callable[[StudentValue], Json],
    depth: int = 0,
) -> Json:
    """``value`` as JSON; arrays go to ``buffers``, what is of no known type to ``opaque``.

    A class whose instances travel as those of a builtin one says so in ``__travels_as__``.
    """
    kind = type(value)
    kind = getattr(kind, "__travels_as__", kind)
    if isinstance(value, np.ndarray) and value.dtype.kind in KINDS and not _masked(value):
        if value.nbytes > MAX_BUFFERS:
            raise WireError(f"an array of {value.nbytes} bytes is too large")
        plain_array = value if kind is np.ndarray else np.array(value, subok=False)  # np.matrix
        axes = [] if plain_array.flags.c_contiguous else _axes_in_memory(plain_array)
        buffers.append(plain_array.transpose(axes) if axes else plain_array)
        return {"a": [value.dtype.str, list(value.shape), len(buffers) - 1, *axes]}
    if value is None or kind is bool:
        plain: Json = value
        return plain
    if kind is str or kind is np.str_:
        return str(value)
    if kind is int:
        return value if abs(value) < SMALL else _packed_large(value, opaque)
    if kind is float:
        return value if math.isfinite(value) else {"f": repr(value)}
    if isinstance(value, np.generic) and value.dtype.kind in KINDS:
        buffers.append(np.array(value))
        return {"s": [value.dtype.str, len(buffers) - 1]}
    if kind in HOLDING or isinstance(value, tuple):
        packed = _packed_parts(value, kind, buffers, opaque, depth) if depth < MAX_DEPTH else None
    elif kind in RARE or isinstance(value, np.dtype):
        packed = _packed_rare(value, kind, buffers)
    else:
        packed = None
    return {"x": opaque(value)} if packed is None else packed


def _packed_parts(
    value: StudentValue,
    kind: type[StudentValue],
    buffers: list[Array],
    opaque: Callable[[StudentValue], Json],
    depth: int,
) -> Json:
    """What holds other values; None where it does not travel."""

    def part(inner: StudentValue) -> Json:
        return pack(inner, buffers, opaque, depth + 1)

    if kind is list or kind is tuple:
        return {"l" if kind is list else "t": [part(v) for v in value]}
    if kind is slice:
        return {"r": [part(v) for v in (value.start, value.stop, value.step)]}
    if kind in DICTS:
        if not all(_is_key(k) for k in value):
            return None
        return {"d": [[k, part(v)] for k, v in value.items()]}
    fields = _fields_of(value)
    return None if fields is None else {"n": [list(fields), [part(v) for v in value]]}


def _packed_rare(value: StudentValue, kind: type[StudentValue], buffers: list[Array]) -> Json:
    """What is asked for last; None where it does not travel."""
    if kind is complex:
        parts = (value.real, value.imag)
        return {"z": [v if math.isfinite(v) else {"f": repr(v)} for v in parts]}
    if kind is bytes and len(value) <= MAX_BUFFERS:
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


def _packed_large(value: int, opaque: Callable[[StudentValue], Json]) -> Json:
    return {"i": hex(value)} if value.bit_length() <= MAX_BITS else {"x": opaque(value)}


def _masked(value: Array) -> bool:
    # numpy.ma takes 20 ms to load: not for plain arrays
    return type(value) is not np.ndarray and isinstance(value, np.ma.MaskedArray)


def _is_key(key: object) -> bool:
    """Whether ``key`` may be one of a dict; integers beyond 64 bits could be made to collide."""
    if type(key) is int:
        return -SMALL < key < SMALL
    return key is None or type(key) in (str, bool)


def _is_plain_set(value: set[object] | frozenset[object]) -> bool:
    return len(value) <= MAX_SET and all(
        type(v) in SCALARS and (type(v) is not int or -SMALL < v < SMALL) for v in value
    )


def _is_short(value: range) -> bool:
    """Whether a range travels; ``len`` cannot be asked of one that is longer than 63 bits say."""
    numbers = (value.start, value.stop, value.step)
    small = all(-SMALL < n < SMALL for n in numbers)
    return small and (value.stop - value.start) // value.step <= MAX_RANGE


def _fields_of(value: StudentValue) -> tuple[str, ...] | None:
    """The names of a named tuple's fields; None for anything else."""
    fields = getattr(type(value), "_fields", None)
    if not isinstance(value, tuple) or type(fields) is not tuple or len(fields) != len(value):
        return None
    return fields if _are_fields(list(fields)) else None


def _are_fields(fields: object) -> bool:
    return (
        type(fields) is list
        and len(fields) <= MAX_FIELDS
        and all(type(f) is str and f.isidentifier() and f[0] != "_" for f in fields)
        and all(len(f) <= MAX_FIELD for f in fields)
        and len(set(fields)) == len(fields)
    )


class NamedTuple(tuple[StudentValue, ...]):
    """A tuple whose elements have names, as ``collections.namedtuple`` makes it."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"({', '.join(f'{n}={v!r}' for n, v in zip(self._fields, self, strict=True))})"

    def _asdict(self) -> dict[str, StudentValue]:
        return dict(zip(self._fields, self, strict=True))

    def _replace(self, **changed: StudentValue) -> NamedTuple:
        return type(self)({**self._asdict(), **changed}[name] for name in self._fields)


@functools.lru_cache(maxsize=64)
def named_tuple(fields: tuple[str, ...]) -> type[NamedTuple]:
    """The class of tuples with these names."""
    # collections.namedtuple evaluates text that it makes of the names, and these are hostile.
    members = {name: property(operator.itemgetter(i)) for i, name in enumerate(fields)}
    return type("NamedTuple", (NamedTuple,), {**members, "__slots__": (), "_fields": fields})


def unpack(
    tree: object,
    buffers: Sequence[bytearray],
    opaque: Callable[[object], StudentValue],
    become: Containers = PLAIN_CONTAINERS,
    depth: int = 0,
) -> StudentValue:
    """The value that ``pack`` wrote; ``WireError`` for anything ``pack`` would not write."""
    if tree is None or type(tree) in (bool, float, str):
        return tree
    if type(tree) is int and -SMALL < tree < SMALL:
        return tree
    if depth > MAX_DEPTH or type(tree) is not dict or len(tree) != 1:
        raise WireError("a malformed value")
    ((tag, body),) = tree.items()
    try:
        if tag == "a":
            array = _typed_array(body[0], body[1], buffers[body[2]], body[3:])
            array.flags.writeable = become.writeable
            return array
        if tag == "s":
            return _typed_array(body[0], [], buffers[body[1]])[()]
        if tag == "x":
            return opaque(body)
        if tag == "y":
            return bytes(buffers[body])
        if tag in SIMPLE:
            return SIMPLE[tag](body)
        return _unpacked_parts(
            tag, body, lambda inner: unpack(inner, buffers, opaque, become, depth + 1), become
        )
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise WireError("a malformed value") from error


def _unpacked_parts(
    tag: object,
    body: StudentValue,
    part: Callable[[object], StudentValue],
    become: Containers,
) -> StudentValue:
    """What holds other values, each of which ``part`` unpacks."""
    if tag == "l":
        return become.list_type([part(v) for v in body])
    if tag == "t":
        return tuple([part(v) for v in body])
    if tag == "d":
        return become.dict_type({_key(k): part(v) for k, v in body})
    if tag == "n":
        return _named_values(body[0], [part(v) for v in body[1]])
    if tag == "r":
        start, stop, step = (part(v) for v in body)
        return slice(start, stop, step)
    raise WireError(f"an unknown tag {tag!r:.20}")


def _key(key: object) -> object:
    if not _is_key(key):
        raise WireError("a malformed key")
    return key


def _named_values(fields: object, values: list[StudentValue]) -> NamedTuple:
    if not _are_fields(fields) or not isinstance(fields, list) or len(fields) != len(values):
        raise WireError("a malformed named tuple")
    return named_tuple(tuple(fields))(values)


def _axes_in_memory(array: Array) -> list[int]:
    """The axes from the slowest to the quickest in memory; empty where they leave gaps."""
    axes = sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis]))
    return axes if array.transpose(axes).flags.c_contiguous else []


def _typed_array(
    dtype_text: object, shape: list[int], data: bytearray, axes: Sequence[object] = ()
) -> Array:
    """An array of a shape, whose ``axes`` are in memory in this order where it is not C's."""
    if len(shape) > MAX_DEPTH or not all(type(n) is int and n >= 0 for n in shape):
        raise WireError("a malformed shape")
    dtype = _dtype(dtype_text)
    if math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("a malformed array")
    flat = np.frombuffer(data, dtype=dtype) if data else np.empty(0, dtype)
    if not axes:
        return flat.reshape(shape)
    order = [axis for axis in axes if type(axis) is int]
    if sorted(order) != list(range(len(shape))) or len(order) != len(axes):
        raise WireError("malformed axes")
    inverse = sorted(range(len(order)), key=order.__getitem__)
    array: Array = flat.reshape([shape[axis] for axis in order]).transpose(inverse)
    return array


def _dtype(text: object) -> np.dtype[np.generic]:
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
    found = {_not_finite(e["f"]) if type(e) is dict and len(e) == 1 else e for e in elements}
    if not _is_plain_set(found):
        raise WireError("a malformed set")
    return found


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


SIMPLE: dict[str, Callable[[StudentValue], StudentValue]] = {
    "e": _ellipsis,
    "f": _not_finite,
    "g": _generator,
    "i": _large,
    "k": _dtype,
    "q": _range,
    "u": _plain_set,
    "v": _frozen_set,
    "z": _complex,
}
"""Tags whose body holds no other values -> what reads it."""
