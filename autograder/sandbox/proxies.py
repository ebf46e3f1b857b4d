"""Proxies stand for the student's objects in the test's process, and behave like them.

What is done with a proxy is an operation where the object is. A proxy's class has exactly those
special methods that decide how an object behaves and that the student's type has too: so ``len``,
``iter``, ``callable`` and NumPy see what they would see of the object. Names with two underscores
in front and behind are answered here and never travel.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, Protocol

import numpy as np

from autograder.checks.context import CannotTravel, in_hidden_case
from autograder.checks.contract import on_copies
from autograder.checks.remote import Remote
from autograder.sandbox.inside.operations import (
    BINARY,
    COMPARISONS,
    MAX_TEXT,
    SPECIAL_METHODS,
    UNARY,
)
from autograder.sandbox.inside.wire import StudentValue

MAX_LENGTH = 10**6
"""What an object's length and index may be: a test makes arrays and loops of these sizes."""
MAX_LABEL = 80
"""Characters of the label of a proxy; of a longer one the end is kept."""
HIDDEN_TEXT = "<object of the student>"
"""The text of every object in a hidden case: its own could spell out the case's inputs."""
NO_SUBCLASS = (
    "a test cannot make a subclass of a student's class: do it in tests/HW/probes.py "
    "(docs/objects.md, What belongs in probes)"
)
NO_PICKLE = "an object of the student cannot be pickled: it stays where the student's code runs"
FUNCTION_KINDS = ("function", "builtin_function_or_method")
"""Kinds of objects whose results are new values and no part of another object."""


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


@dataclass(frozen=True)
class ObjectRecord:
    """What a proxy knows of its object."""

    keeper: Keeper
    number: int
    kind: str
    """the name of its type, where that is a well-known one"""
    label: str
    """how the test came by it, as in "Linear(...).forward\""""


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

    def __getattribute__(self, name: str) -> StudentValue:
        if _is_local(name):
            return object.__getattribute__(self, name)
        label = f"{record_of(self).label}.{name}"
        return _operate(self, "getattr", name, doing=label, label=label, of_object=True)

    def __setattr__(self, name: str, value: StudentValue) -> None:
        if _is_local(name):
            raise AttributeError(f"{name} of an object of the student cannot be set by a test")
        _operate(self, "setattr", name, value, doing=f"{record_of(self).label}.{name} = ...")

    def __delattr__(self, name: str) -> None:
        if _is_local(name):
            raise AttributeError(f"{name} of an object of the student cannot be deleted by a test")
        _operate(self, "delattr", name, doing=f"del {record_of(self).label}.{name}")

    def __del__(self) -> None:
        about = record_of(self)
        about.keeper.drop(about.number, self)

    def __repr__(self) -> str:
        return _told_text(self, "repr")

    def __str__(self) -> str:
        return _told_text(self, "str")

    def __copy__(self) -> StudentValue:
        return _operate(
            self, "copy", doing=f"copy({record_of(self).label})", label=record_of(self).label
        )

    def __deepcopy__(self, memo: dict[int, object]) -> StudentValue:
        label = record_of(self).label
        return _operate(self, "deepcopy", doing=f"deepcopy({label})", label=label)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise CannotTravel(NO_PICKLE)

    def __mro_entries__(self, bases: tuple[object, ...]) -> NoReturn:
        raise CannotTravel(NO_SUBCLASS)


def record_of(proxy: Proxy) -> ObjectRecord:
    """What ``proxy`` knows of its object."""
    found: ObjectRecord = object.__getattribute__(proxy, "__record__")
    return found


def make_proxy(about: ObjectRecord, mask: int) -> Proxy:
    """A proxy whose class has the special methods in ``mask``."""
    proxy = object.__new__(_proxy_class(mask))
    object.__setattr__(proxy, "__record__", about)
    return proxy


def _is_local(name: str) -> bool:
    return name[:2] == name[-2:] == "__"


def _operate(
    proxy: Proxy,
    do: str,
    *args: StudentValue,
    doing: str,
    label: str = "",
    of_object: bool = False,
) -> StudentValue:
    keeper = record_of(proxy).keeper
    return keeper.operate(do, proxy, *args, doing=doing, label=label, of_object=of_object)


def _told_text(proxy: Proxy, do: str, *args: str) -> str:
    if in_hidden_case():
        return HIDDEN_TEXT
    about = record_of(proxy)
    doing = f"{do}({about.label})"
    found = _operate(proxy, do, *args, doing=doing)
    if type(found) is not str or len(found) > MAX_TEXT:
        raise about.keeper.wrong(doing, found)
    return found


def _asks(do: str, kind: type[StudentValue]) -> Callable[[Proxy], StudentValue]:
    """A special method whose answer is exactly of type ``kind``, and no large index or length."""

    def ask(self: Proxy) -> StudentValue:
        about = record_of(self)
        doing = f"{do}({about.label})"
        found = _operate(self, do, doing=doing)
        bounded = do not in ("len", "index") or (
            type(found) is int and -MAX_LENGTH * (do == "index") <= found <= MAX_LENGTH
        )
        if type(found) is not kind or not bounded:
            raise about.keeper.wrong(doing, found)
        return found

    return ask


def _call_object(self: Proxy, /, *args: StudentValue, **kwargs: StudentValue) -> StudentValue:
    about = record_of(self)

    def call(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
        return about.keeper.operate(
            "call",
            self,
            *args,
            kwargs=kwargs,
            doing=about.label,
            label=f"{about.label}(...)",
            of_object=about.kind not in FUNCTION_KINDS,
        )

    return on_copies(call, args, kwargs)


def _next(self: Proxy) -> StudentValue:
    label = record_of(self).label
    return _operate(self, "next", doing=f"next({label})", label=f"{label}[...]", of_object=True)


def _iter(self: Proxy) -> StudentValue:
    about = record_of(self)
    found = _operate(self, "iter", doing=f"iter({about.label})", label=about.label)
    return found if isinstance(found, Proxy) else iter(found)


def _reversed(self: Proxy) -> StudentValue:
    label = record_of(self).label
    return _operate(self, "reversed", doing=f"reversed({label})", label=label)


def _getitem(self: Proxy, key: StudentValue) -> StudentValue:
    label = f"{record_of(self).label}[...]"
    return _operate(self, "getitem", key, doing=label, label=label, of_object=True)


def _setitem(self: Proxy, key: StudentValue, value: StudentValue) -> None:
    _operate(self, "setitem", key, value, doing=f"{record_of(self).label}[...] = ...")


def _delitem(self: Proxy, key: StudentValue) -> None:
    _operate(self, "delitem", key, doing=f"del {record_of(self).label}[...]")


def _contains(self: Proxy, item: StudentValue) -> bool:
    about = record_of(self)
    doing = f"... in {about.label}"
    found = _operate(self, "contains", item, doing=doing)
    if type(found) is not bool:
        raise about.keeper.wrong(doing, found)
    return found


def _enter_block(self: Proxy) -> StudentValue:
    label = record_of(self).label
    return _operate(self, "enter", doing=f"with {label}", label=label)


def _exit_block(
    self: Proxy, kind: type[BaseException] | None, error: BaseException | None, trace: object
) -> bool:
    name = next((c.__name__ for c in (kind or object).__mro__ if c.__module__ == "builtins"), "")
    text = "" if error is None else str(error)
    doing = f"with {record_of(self).label}"
    return bool(_operate(self, "exit", name if kind else None, text, doing=doing))


def _asarray(self: Proxy, dtype: StudentValue = None, copy: bool | None = None) -> StudentValue:
    about = record_of(self)
    doing = f"asarray({about.label})"
    found = _operate(self, "array", doing=doing)
    if type(found) is not np.ndarray:
        raise about.keeper.wrong(doing, found)
    return found if dtype is None else found.astype(dtype)


def _round(self: Proxy, *digits: int) -> StudentValue:
    label = record_of(self).label
    return _operate(self, "round", *digits, doing=f"round({label})", label=f"round({label})")


def _formatted_text(self: Proxy, specification: str) -> str:
    return _told_text(self, "format", specification)


def _is_instance(self: Proxy, instance: StudentValue) -> bool:
    return _of_class(self, "isinstance", instance)


def _is_subclass(self: Proxy, subclass: StudentValue) -> bool:
    return _of_class(self, "issubclass", subclass)


def _of_class(proxy: Proxy, do: str, value: StudentValue) -> bool:
    about = record_of(proxy)
    doing = f"{do}(..., {about.label})"
    try:
        found = about.keeper.operate(do, value, proxy, doing=doing)
    except CannotTravel:  # a test's own object is none of a student's class
        return False
    if type(found) is not bool:
        raise about.keeper.wrong(doing, found)
    return found


METHODS: dict[str, Callable[..., StudentValue]] = {
    "__array__": _asarray,
    "__bool__": _asks("bool", bool),
    "__call__": _call_object,
    "__complex__": _asks("complex", complex),
    "__contains__": _contains,
    "__delitem__": _delitem,
    "__enter__": _enter_block,
    "__exit__": _exit_block,
    "__float__": _asks("float", float),
    "__format__": _formatted_text,
    "__getitem__": _getitem,
    "__hash__": _asks("hash", int),
    "__index__": _asks("index", int),
    "__instancecheck__": _is_instance,
    "__int__": _asks("int", int),
    "__iter__": _iter,
    "__len__": _asks("len", int),
    "__next__": _next,
    "__reversed__": _reversed,
    "__round__": _round,
    "__setitem__": _setitem,
    "__subclasscheck__": _is_subclass,
}
"""What the proxy of an object that has a special method does for it."""


def _binary(name: str, reflected: bool = False) -> Callable[[Proxy, StudentValue], StudentValue]:
    def operate(self: Proxy, other: StudentValue) -> StudentValue:
        operands = (other, self) if reflected else (self, other)
        keeper = record_of(self).keeper
        return keeper.operate(name, *operands, doing=_formula(name, *operands), label=RESULT)

    return operate


def _unary(name: str) -> Callable[[Proxy], StudentValue]:
    def operate(self: Proxy) -> StudentValue:
        return _operate(self, name, doing=f"{name}({record_of(self).label})", label=RESULT)

    return operate


RESULT = "(...)"
"""The label of what an operator gives."""
SYMBOLS = {
    **{"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%"},
    **{"pow": "**", "matmul": "@", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|"},
    **{"xor": "^", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="},
}


def _formula(name: str, *operands: StudentValue) -> str:
    """An operation as one would write it, the operands that are no proxies left out."""
    left, right = (record_of(v).label if isinstance(v, Proxy) else "..." for v in operands)
    if name[0] == "i" and name[1:] in SYMBOLS:
        return f"{left} {SYMBOLS[name[1:]]}= {right}"
    return f"{left} {SYMBOLS.get(name, name)} {right}"


def _operator_methods() -> dict[str, Callable[..., StudentValue]]:
    """The operators, which every proxy has: whether an object has one decides nothing."""
    found: dict[str, Callable[..., StudentValue]] = {}
    for name in (*BINARY, "divmod"):
        found[f"__{name}__"] = _binary(name)
        found[f"__r{name}__"] = _binary(name, reflected=True)
    found |= {f"__i{name}__": _binary(f"i{name}") for name in BINARY}
    found |= {f"__{name}__": _binary(name) for name in COMPARISONS}
    return found | {f"__{name}__": _unary(name) for name in UNARY}


OPERATORS = _operator_methods()


@functools.lru_cache(maxsize=256)
def _proxy_class(mask: int) -> type[Proxy]:
    """The class of proxies with these special methods."""
    has = {name for bit, name in enumerate(SPECIAL_METHODS) if mask >> bit & 1}
    methods: dict[str, object] = {name: METHODS[name] for name in has}
    methods.setdefault("__hash__", None)  # as a type has it that defines __eq__ alone
    return type("Proxy", (Proxy,), {**OPERATORS, **methods, "__slots__": ()})
