"""What a hidden case's message may vary in, beside which check it is of: all of it is here.

A hand-in chooses what it answers, and so which message comes: what it can choose from is what it
can tell of a hidden input. Together that is at most 12 bits a message, which a test computes from
the code that makes the messages.
"""

from __future__ import annotations

import builtins

from autograder.language import gettext, marked

EXCEPTIONS = (
    *("ValueError", "TypeError", "IndexError", "KeyError", "AttributeError", "NameError"),
    *("ZeroDivisionError", "RuntimeWarning"),
)
"""Exceptions that are named; of others their nearest base among these."""
BASES = {"AxisError": "IndexError", "LinAlgError": "ValueError"}
"""NumPy's own, which are no builtins."""
OTHER_EXCEPTION = marked("an exception")
TOLD_TYPES = (
    *("int", "float", "complex", "bool", "str", "list", "tuple", "dict", "set", "ndarray"),
    *("matrix", "MaskedArray", "function", "generator"),
)
"""Types that are named."""
OTHER_KIND = marked("object")
DTYPES = ("float32", "float64", "int64", "int32", "bool", "complex128", "object")
"""Dtypes that are named."""
OTHER_DTYPE = marked("another dtype")
HOW_MANY = (marked("one"), marked("some"), marked("all"))
"""Steps in which elements are counted."""
MAX_PLACES = 350
"""Lines of a hand-in's functions, where a line is named; of a longer one the function is named, and
nothing where it has more of these."""


def told_exception(name: str) -> str:
    """What a hidden case calls an exception of the type ``name``."""
    kind = getattr(builtins, BASES.get(name, name), None)
    bases = kind.__mro__ if isinstance(kind, type) else ()
    return next((b.__name__ for b in bases if b.__name__ in EXCEPTIONS), gettext(OTHER_EXCEPTION))


def told_kind(name: str) -> str:
    """What a hidden case calls a type."""
    return name if name in TOLD_TYPES else gettext(OTHER_KIND)


def told_dtype(dtype: object) -> str:
    """What a hidden case calls a dtype."""
    return str(dtype) if str(dtype) in DTYPES else gettext(OTHER_DTYPE)


def how_many(count: int, size: int) -> str:
    """How many elements of ``size`` are meant, in three steps."""
    one, some, all_of_them = HOW_MANY
    return gettext(all_of_them if count == size else one if count == 1 else some)
