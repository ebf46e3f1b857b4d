"""What a value takes of this process's memory: what a hand-in sends has a budget in it."""

from __future__ import annotations

import sys

import numpy as np

from autograder.sandbox.inside.named import NamedTuple
from autograder.sandbox.inside.wire import StudentValue

OBJECT, REFERENCE, ENTRY = 56, 8, 100
"""Bytes of an object that holds others, and for each of them in a list or tuple, and in a dict or
set with its share of the table."""


def weight(value: StudentValue) -> int:
    """The bytes of a value that came over the wire; what is shared counts as often as it is there.

    An object that stayed with the student's code weighs what its proxy does.
    """
    if isinstance(value, np.ndarray):
        return OBJECT + value.nbytes
    if isinstance(value, list | tuple):
        names = sum(map(len, value._fields)) if type(value) is NamedTuple else 0
        return OBJECT + names + sum(REFERENCE + weight(part) for part in value)
    if isinstance(value, dict):
        parts = value.items()
        return OBJECT + sum(ENTRY + weight(key) + weight(part) for key, part in parts)
    if isinstance(value, set | frozenset):
        return OBJECT + sum(ENTRY + weight(part) for part in value)
    if isinstance(value, str | bytes | int):
        return sys.getsizeof(value)
    return OBJECT
