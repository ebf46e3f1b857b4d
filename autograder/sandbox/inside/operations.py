"""The operations that a grader can ask for: a fixed table of what Python does with objects.

Executed beside the hand-in, outside the package; the grader's side knows the names of the table.
"""

from __future__ import annotations

import builtins
import copy
import operator
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from .wire import StudentValue

MAX_TEXT = 2000
"""Characters of an object's text that travel."""

SPECIAL_METHODS = (
    *("__call__", "__len__", "__iter__", "__next__", "__bool__", "__int__", "__index__"),
    *("__float__", "__complex__", "__hash__", "__getitem__", "__setitem__", "__delitem__"),
    *("__contains__", "__reversed__", "__enter__", "__exit__", "__array__", "__round__"),
    *("__instancecheck__", "__subclasscheck__", "__format__"),
)
"""Methods whose presence decides how an object behaves; the place of one is its bit in a mask."""

BINARY = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("lshift", "rshift", "and", "or", "xor"),
)
"""Operators of two operands, by the name that their special methods have."""
UNARY = ("neg", "pos", "abs", "invert")
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")


HEAP_TYPE = 1 << 9
"""CPython's flag of types that can be changed: those that a ``class`` statement makes, and more."""


def mask_of(kind: type[StudentValue]) -> int:
    """Which special methods the instances of ``kind`` have, as bits."""
    if kind.__flags__ & HEAP_TYPE:
        return _mask_of(kind)
    if kind not in _known_masks:
        _known_masks[kind] = _mask_of(kind)
    return _known_masks[kind]


_known_masks: dict[type[StudentValue], int] = {}
"""Of types that cannot change."""


def _mask_of(kind: type[StudentValue]) -> int:
    mask = 0
    for bit, name in enumerate(SPECIAL_METHODS):
        # hasattr would find what the metaclass has: every class can be called
        found = next((vars(c)[name] for c in kind.__mro__ if name in vars(c)), None)
        if found is not None and not (name == "__format__" and found is object.__format__):
            mask |= 1 << bit
    return mask


def _called(target: StudentValue, /, *args: StudentValue, **kwargs: StudentValue) -> StudentValue:
    return target(*args, **kwargs)


def _itself(value: StudentValue) -> StudentValue:
    return value


def _entered(target: StudentValue) -> StudentValue:
    return type(target).__enter__(target)


def _left(target: StudentValue, kind: str | None, text: str) -> bool:
    """Leave a ``with`` block, in which an exception of the builtin type ``kind`` was raised."""
    raised: StudentValue = getattr(builtins, kind or "", None)
    error = None if raised is None else raised(text)
    return bool(type(target).__exit__(target, raised, error, None))


def _as_array(target: StudentValue) -> StudentValue:
    return np.asarray(target)


def _text_of(target: StudentValue) -> str:
    return str(target)[:MAX_TEXT]


def _representation(target: StudentValue) -> str:
    return repr(target)[:MAX_TEXT]


def _formatted(target: StudentValue, specification: str) -> str:
    return format(target, specification)[:MAX_TEXT]


def _operator_table() -> Mapping[str, Callable[..., StudentValue]]:
    table: dict[str, Callable[..., StudentValue]] = {"divmod": divmod}
    spelt: Mapping[str, Any] = vars(operator)
    for name in (*BINARY, *(f"i{name}" for name in BINARY), *UNARY, *COMPARISONS):
        table[name] = spelt.get(name) or spelt[f"{name}_"]
    return table


OPERATIONS: Mapping[str, Callable[..., StudentValue]] = {
    **_operator_table(),
    "array": _as_array,
    "bool": bool,
    "call": _called,
    "complex": complex,
    "contains": operator.contains,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "delattr": delattr,
    "delitem": operator.delitem,
    "enter": _entered,
    "exit": _left,
    "float": float,
    "format": _formatted,
    "getattr": getattr,
    "getitem": operator.getitem,
    "hash": hash,
    "index": operator.index,
    "int": int,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "iter": iter,
    "len": len,
    "name": _itself,
    "next": next,
    "repr": _representation,
    "reversed": reversed,
    "round": round,
    "setattr": setattr,
    "setitem": operator.setitem,
    "stand_in": SimpleNamespace,
    "str": _text_of,
}
"""Operation -> what carries it out; its first argument is what it is done to."""
