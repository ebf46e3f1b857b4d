"""Copies of what a student's object holds: they refuse to be changed, since that would be lost."""

from __future__ import annotations

from typing import Any, NoReturn

from autograder.checks.context import Inconclusive

CHANGES_NOTHING = (
    "a copy of the student's value is read-only: set the attribute (layer.W = layer.W - g) or call "
    "a method (docs/objects.md, What is read from an object)"
)


class WriteToCopy(Inconclusive):
    """A test changed a copy of what an object of the student holds, which changes nothing there."""


def _refuse(*args: object, **kwargs: object) -> NoReturn:
    raise WriteToCopy(CHANGES_NOTHING)


class ReadOnlyList(list[Any]):
    """A list that was read from an object of the student."""

    __travels_as__ = list
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse

    def __reduce_ex__(self, protocol: object) -> tuple[type[list[Any]], tuple[list[Any]]]:
        return list, (list(self),)  # a copy of the copy is the test's own


class ReadOnlyDict(dict[Any, Any]):
    """A dict that was read from an object of the student."""

    __travels_as__ = dict
    pop = popitem = clear = update = setdefault = _refuse
    __setitem__ = __delitem__ = __ior__ = _refuse

    def __reduce_ex__(self, protocol: object) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Any]]]:
        return dict, (dict(self),)
