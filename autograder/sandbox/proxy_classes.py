"""The classes of proxies: each has exactly the special methods that a mask says.

``len``, ``iter``, ``callable`` and NumPy look at the class of what they are given; so a proxy's has
what the student's type has, and no more. Operators are on all of them: their presence decides
nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np

from autograder.checks.context import CannotTravel
from autograder.checks.contract import on_copies
from autograder.sandbox.inside.operations import BINARY, COMPARISONS, SPECIAL_METHODS, UNARY
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.proxies import ObjectRecord, Proxy, operate_on, record_of, text_of

MAX_LENGTH = 10**6
"""What an object's length and index may be: a test makes arrays and loops of these sizes."""
ANSWER_LIMITS = {"len": (0, MAX_LENGTH), "index": (-MAX_LENGTH, MAX_LENGTH)}
"""Operation -> the smallest and the largest answer."""
FUNCTION_KINDS = ("function", "builtin_function_or_method")
"""Kinds of objects whose results are new values and no part of another object."""


def make_proxy(about: ObjectRecord, mask: int) -> Proxy:
    """A proxy whose class has the special methods in ``mask``."""
    proxy = object.__new__(_proxy_class(mask))
    object.__setattr__(proxy, "__record__", about)
    return proxy


def _asks(do: str, kind: type[StudentValue]) -> Callable[[Proxy], StudentValue]:
    """A special method whose answer is exactly of type ``kind``, and within its limits."""

    def ask(self: Proxy) -> StudentValue:
        about = record_of(self)
        doing = f"{do}({about.label})"
        found = operate_on(self, do, doing=doing)
        if type(found) is not kind:
            raise about.keeper.wrong(doing, found)
        if do in ANSWER_LIMITS and not ANSWER_LIMITS[do][0] <= found <= ANSWER_LIMITS[do][1]:
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
    return operate_on(self, "next", doing=f"next({label})", label=f"{label}[...]", of_object=True)


def _iter(self: Proxy) -> StudentValue:
    about = record_of(self)
    found = operate_on(self, "iter", doing=f"iter({about.label})", label=about.label)
    return found if isinstance(found, Proxy) else iter(found)


def _reversed(self: Proxy) -> StudentValue:
    label = record_of(self).label
    return operate_on(self, "reversed", doing=f"reversed({label})", label=label)


def _getitem(self: Proxy, key: StudentValue) -> StudentValue:
    label = f"{record_of(self).label}[...]"
    return operate_on(self, "getitem", key, doing=label, label=label, of_object=True)


def _setitem(self: Proxy, key: StudentValue, value: StudentValue) -> None:
    operate_on(self, "setitem", key, value, doing=f"{record_of(self).label}[...] = ...")


def _delitem(self: Proxy, key: StudentValue) -> None:
    operate_on(self, "delitem", key, doing=f"del {record_of(self).label}[...]")


def _contains(self: Proxy, item: StudentValue) -> bool:
    about = record_of(self)
    doing = f"... in {about.label}"
    found = operate_on(self, "contains", item, doing=doing)
    if type(found) is not bool:
        raise about.keeper.wrong(doing, found)
    return found


def _enter_block(self: Proxy) -> StudentValue:
    label = record_of(self).label
    return operate_on(self, "enter", doing=f"with {label}", label=label)


def _exit_block(
    self: Proxy, kind: type[BaseException] | None, error: BaseException | None, trace: object
) -> bool:
    name = next((c.__name__ for c in (kind or object).__mro__ if c.__module__ == "builtins"), "")
    text = "" if error is None else str(error)
    doing = f"with {record_of(self).label}"
    return bool(operate_on(self, "exit", name if kind else None, text, doing=doing))


def _asarray(self: Proxy, dtype: StudentValue = None, copy: bool | None = None) -> StudentValue:
    about = record_of(self)
    doing = f"asarray({about.label})"
    found = operate_on(self, "array", doing=doing)
    if type(found) is not np.ndarray:
        raise about.keeper.wrong(doing, found)
    return found if dtype is None else found.astype(dtype)


def _round(self: Proxy, *digits: int) -> StudentValue:
    label = record_of(self).label
    return operate_on(self, "round", *digits, doing=f"round({label})", label=f"round({label})")


def _formatted_text(self: Proxy, specification: str) -> str:
    return text_of(self, "format", specification)


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
        return operate_on(self, name, doing=f"{name}({record_of(self).label})", label=RESULT)

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
