"""Values on the wire: what travels, and how it stands in the header of a frame; no pickle.

A value is JSON, or an object with one key, its tag. Arrays and bytes go to buffers beside the
header. What arrives is hostile: dtypes, nesting, numbers and sets are bounded, shapes must fit
their bytes, and nothing is evaluated. The sandbox runs this file too, outside the package.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .keys import are_keys
from .named import fields_of, named_tuple
from .rare import KINDS, RARE, READERS, SMALL, pack_large, pack_rare, read_dtype
from .wire import Json, StudentValue, WireError

if TYPE_CHECKING:
    from .wire import Array

MAX_DEPTH = 32
"""Of containers in containers, and of an array's axes."""
DICTS = (dict, OrderedDict, defaultdict, Counter)
"""Types that travel as a plain dict."""
HOLDING = (list, tuple, slice, *DICTS)
"""Types that hold other values."""


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
        return value if abs(value) < SMALL else pack_large(value, opaque)
    if kind is float:
        return value if math.isfinite(value) else {"f": repr(value)}
    if isinstance(value, np.generic) and value.dtype.kind in KINDS:
        buffers.append(np.array(value))
        return {"s": [value.dtype.str, len(buffers) - 1]}
    if kind in HOLDING or isinstance(value, tuple):
        packed = _packed_parts(value, kind, buffers, opaque, depth) if depth < MAX_DEPTH else None
    elif kind in RARE or isinstance(value, np.dtype):
        packed = pack_rare(value, kind, buffers)
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
        if not are_keys(value):
            return None
        return {"d": [[k, part(v)] for k, v in value.items()]}
    fields = fields_of(value)
    return None if fields is None else {"n": [list(fields), [part(v) for v in value]]}


def _masked(value: Array) -> bool:
    # numpy.ma takes 20 ms to load, and what is called by its names may be the hand-in's
    kinds = () if type(value) is np.ndarray else type(value).__mro__
    return any(k.__name__ == "MaskedArray" and k.__module__[:8] == "numpy.ma" for k in kinds)


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
        if tag in READERS:
            return READERS[tag](body)
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
        if not are_keys([k for k, _ in body]):
            raise WireError("malformed keys")
        return become.dict_type({k: part(v) for k, v in body})
    if tag == "n":
        return named_tuple(body[0], [part(v) for v in body[1]])
    if tag == "r":
        start, stop, step = (part(v) for v in body)
        return slice(start, stop, step)
    raise WireError(f"an unknown tag {tag!r:.20}")


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
    dtype = read_dtype(dtype_text)
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
