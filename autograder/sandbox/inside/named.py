"""Named tuples on the wire: a tuple and the names of its elements, which are hostile.

The sandbox runs this file too, outside the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .wire import StudentValue, WireError

MAX_FIELDS, MAX_FIELD = 64, 80
"""Of a named tuple: how many fields, and how many characters in the name of one."""


class NamedTuple(tuple[StudentValue, ...]):
    """A tuple whose elements have names, as ``collections.namedtuple`` makes it.

    All are of this one class: names are hostile, and a class for each set of them would take text
    that is evaluated, or memory.
    """

    _fields: tuple[str, ...]

    def __new__(cls, fields: Sequence[str], values: Iterable[StudentValue]) -> NamedTuple:
        made = super().__new__(cls, values)
        made._fields = tuple(fields)
        return made

    def __getattr__(self, name: str) -> StudentValue:
        fields = vars(self).get("_fields", ())
        if name in fields:
            return self[fields.index(name)]
        raise AttributeError(f"a named tuple of {', '.join(fields)} has no {name!r}")

    def __getnewargs__(self) -> tuple[StudentValue, ...]:
        return self._fields, tuple(self)

    def __repr__(self) -> str:
        return f"({', '.join(f'{n}={v!r}' for n, v in zip(self._fields, self, strict=True))})"

    def _asdict(self) -> dict[str, StudentValue]:
        return dict(zip(self._fields, self, strict=True))

    def _replace(self, **changed: StudentValue) -> NamedTuple:
        values = [changed.pop(name, value) for name, value in self._asdict().items()]
        if changed:
            raise ValueError(f"a named tuple of {', '.join(self._fields)} has no {list(changed)}")
        return NamedTuple(self._fields, values)


def fields_of(value: StudentValue) -> tuple[str, ...] | None:
    """The names of a named tuple's fields; None for anything else."""
    fields = getattr(value, "_fields", None)
    if type(fields) is not tuple or len(fields) != len(value):
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


def named_tuple(fields: object, values: list[StudentValue]) -> NamedTuple:
    """A named tuple; ``WireError`` where ``fields`` are no names for ``values``."""
    if not _are_fields(fields) or not isinstance(fields, list) or len(fields) != len(values):
        raise WireError("a malformed named tuple")
    return NamedTuple(fields, values)
