"""Proxies stand for the student's objects in the test's process, and behave like them.

What is done with a proxy is an operation where the object is. A proxy's class has exactly those
special methods that decide how an object behaves and that the student's type has too: so ``len``,
``iter``, ``callable`` and NumPy see what they would see of the object. Names with two underscores
in front and behind are answered here and never travel.
"""

from __future__ import annotations

from typing import NamedTuple, NoReturn, Protocol

from autograder.checks.context import CannotTravel, in_hidden_case
from autograder.checks.remote import Remote
from autograder.sandbox.inside.operations import (
    MAX_TEXT,
)
from autograder.sandbox.inside.wire import StudentValue

HIDDEN_TEXT = "<object of the student>"
"""The text of every object in a hidden case: its own could spell out the case's inputs."""
NO_SUBCLASS = (
    "a test cannot make a subclass of a student's class: do it in tests/HW/probes.py "
    "(docs/objects.md, What belongs in probes)"
)
NO_PICKLE = "an object of the student cannot be pickled: it stays where the student's code runs"


class Keeper(Protocol):
    """Where the objects of proxies are."""

    def drop(self, number: int, proxy: Proxy) -> None:
        """Take note that ``proxy``, which stood for the object with this number, is gone."""

    def operate(
        self,
        do: str,
        *args: StudentValue,
        kwargs: dict[str, StudentValue] | None = None,
        doing: str,
        label: str = "",
        of_object: bool = False,
    ) -> StudentValue:
        """Carry out an operation on ``args``; proxies in the result are called ``label``.

        ``doing`` is how an error names the operation. What is read ``of_object`` is read-only.
        """

    def wrong(self, doing: str, found: object) -> Exception:
        """The error of an object whose answer ``found`` cannot be one to the operation."""


class ObjectRecord(NamedTuple):
    """What a proxy knows of its object."""

    keeper: Keeper
    number: int
    kind: str
    """the name of its type, where that is a well-known one"""
    label: str
    """how the test came by it, as in "Linear(...).forward\""""
    case: int
    """the case in which the test came by it, counted by its keeper: no other one may use it"""


class Proxy(Remote):
    """Stands for an object of the student's."""

    __slots__ = ("__record__", "__weakref__")
    __record__: ObjectRecord
    __array_ufunc__ = None
    """NumPy leaves ``array * proxy`` to the proxy, so that the array itself meets the object"""

    @property
    def __kind__(self) -> str:
        """The name of the object's type, where that is a well-known one."""
        return record_of(self).kind

    @property
    def __label__(self) -> str:
        """How the test came by it."""
        return record_of(self).label

    def __getattribute__(self, name: str) -> StudentValue:
        if _is_local(name):
            return object.__getattribute__(self, name)
        label = f"{record_of(self).label}.{name}"
        return operate_on(self, "getattr", name, doing=label, label=label, of_object=True)

    def __setattr__(self, name: str, value: StudentValue) -> None:
        if _is_local(name):
            raise AttributeError(f"{name} of an object of the student cannot be set by a test")
        operate_on(self, "setattr", name, value, doing=f"{record_of(self).label}.{name} = ...")

    def __delattr__(self, name: str) -> None:
        if _is_local(name):
            raise AttributeError(f"{name} of an object of the student cannot be deleted by a test")
        operate_on(self, "delattr", name, doing=f"del {record_of(self).label}.{name}")

    def __del__(self) -> None:
        about = record_of(self)
        about.keeper.drop(about.number, self)

    def __repr__(self) -> str:
        return text_of(self, "repr")

    def __str__(self) -> str:
        return text_of(self, "str")

    def __copy__(self) -> StudentValue:
        return operate_on(
            self, "copy", doing=f"copy({record_of(self).label})", label=record_of(self).label
        )

    def __deepcopy__(self, memo: dict[int, object]) -> StudentValue:
        label = record_of(self).label
        return operate_on(self, "deepcopy", doing=f"deepcopy({label})", label=label)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise CannotTravel(NO_PICKLE)

    def __mro_entries__(self, bases: tuple[object, ...]) -> NoReturn:
        raise CannotTravel(NO_SUBCLASS)


def record_of(proxy: Proxy) -> ObjectRecord:
    """What ``proxy`` knows of its object."""
    found: ObjectRecord = object.__getattribute__(proxy, "__record__")
    return found


def _is_local(name: str) -> bool:
    return name[:2] == name[-2:] == "__"


def operate_on(
    proxy: Proxy,
    do: str,
    *args: StudentValue,
    doing: str,
    label: str = "",
    of_object: bool = False,
) -> StudentValue:
    """Do something with the object of ``proxy``; the rest is as for ``Keeper.operate``."""
    keeper = record_of(proxy).keeper
    return keeper.operate(do, proxy, *args, doing=doing, label=label, of_object=of_object)


def text_of(proxy: Proxy, do: str, *args: str) -> str:
    """The object's text, by ``repr``, ``str`` or ``format``; a fixed one in hidden cases."""
    if in_hidden_case():
        return HIDDEN_TEXT
    about = record_of(proxy)
    doing = f"{do}({about.label})"
    found = operate_on(proxy, do, *args, doing=doing)
    if type(found) is not str or len(found) > MAX_TEXT:
        raise about.keeper.wrong(doing, found)
    return found
