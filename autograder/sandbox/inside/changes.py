"""What a call changed in place in its arguments: arrays, generators, lists, dicts and sets.

The side of the hand-in finds the changes, the caller's side makes them again. What arrives there is
hostile: a change fits the argument that it is for, or it is none.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TypeAlias

import numpy as np

from .keys import are_keys
from .wire import StudentValue, WireError

Snapshot: TypeAlias = tuple[StudentValue, StudentValue]
"""A value and a copy of what it holds."""
Change: TypeAlias = tuple[list[StudentValue], str, StudentValue]
"""Where below the arguments, how, and what is there now."""
UNCHANGING = object()
"""Stands for what a value held that cannot change, or is not the caller's."""
IMMUTABLE = (type(None), bool, int, float, complex, str, bytes, range, slice, type(...))


def watched(
    args: list[StudentValue], kwargs: dict[str, StudentValue], kept: Container[int]
) -> list[tuple[list[StudentValue], Snapshot]]:
    """Those arguments of a call that it may change, each with its path and a copy."""
    found: list[tuple[list[StudentValue], Snapshot]] = []
    for part, pairs in enumerate((enumerate(args), kwargs.items())):
        for step, value in pairs:
            before = snapshot(value, kept)
            if before[1] is not UNCHANGING:
                found.append(([part, step], before))
    return found


def snapshot(value: StudentValue, kept: Container[int]) -> Snapshot:
    """A copy to compare with later: (the object itself, its parts or its values).

    What has its id in ``kept``, a cache, is not the caller's: its parts are ``UNCHANGING``, as are
    those of what cannot change.
    """
    kind = type(value)
    if kind is np.ndarray:
        return value, (UNCHANGING if id(value) in kept else (value.shape, value.tobytes()))
    if kind in IMMUTABLE or id(value) in kept:
        return value, UNCHANGING
    if kind is np.random.Generator:
        return value, value.bit_generator.state
    if kind is dict:
        return value, {k: snapshot(v, kept) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return value, [snapshot(v, kept) for v in value]
    return value, set(value) if kind is set else UNCHANGING


def changes(value: StudentValue, before: Snapshot, path: list[StudentValue]) -> list[Change]:
    """What was changed in place below ``value``: arrays filled, entries set or deleted."""
    _, parts = before
    if parts is UNCHANGING:
        return []
    kind = type(value)
    if kind is np.ndarray:
        shape, contents = parts
        if value.shape != shape:
            return [(path, "reshape", value)]
        return [(path, "fill", value)] if value.tobytes() != contents else []
    if kind is np.random.Generator:
        return [(path, "advance", value)] if value.bit_generator.state != parts else []
    if kind is set:
        return [(path, "replace", value)] if value != parts else []
    found: list[Change] = []
    if kind is dict:
        found += [([*path, k], "delete", None) for k in parts if k not in value]
        for k, v in value.items():
            if k not in parts or v is not parts[k][0]:
                found.append(([*path, k], "set", v))
            elif parts[k][1] is not UNCHANGING:
                found += changes(v, parts[k], [*path, k])
        return found
    if len(value) != len(parts) or any(v is not p[0] for v, p in zip(value, parts)):  # noqa: B905
        return [(path, "replace", value)]
    for i, (v, p) in enumerate(zip(value, parts)):  # noqa: B905
        if p[1] is not UNCHANGING:
            found += changes(v, p, [*path, i])
    return found


def check_keys(found: Sequence[Change]) -> None:
    """``WireError`` where changes set keys that must not be those of one dict."""
    if not are_keys([path[-1] for path, kind, _ in found if kind == "set"]):
        raise WireError("changes of keys that are far too many")


def apply(arguments: list[StudentValue], path: object, kind: object, value: StudentValue) -> None:
    """Make one change visible to the caller; ``WireError`` where it does not fit."""
    if type(path) is not list or not path:
        raise WireError("a malformed path")
    target: StudentValue = arguments
    for step in path[:-1] if kind in ("set", "delete") else path:
        if not isinstance(target, list | tuple | dict):
            raise WireError("a path through what holds no parts")
        target = target[step]
    if kind == "fill" and _fits(target, value):
        target[...] = value
    elif kind == "reshape" and type(target) is type(value) is np.ndarray and target.flags.owndata:
        target.resize(value.shape, refcheck=False)
        target[...] = value if value.dtype == target.dtype else 0
    elif kind == "advance" and type(target) is type(value) is np.random.Generator:
        target.bit_generator.state = value.bit_generator.state
    elif kind == "set" and type(target) is dict:
        target[path[-1]] = value
    elif kind == "delete" and type(target) is dict:
        del target[path[-1]]
    elif kind == "replace" and type(target) is list and type(value) is list:
        target[:] = value
    elif kind == "replace" and type(target) is set and type(value) is set:
        target.clear()
        target.update(value)
    else:
        raise WireError("a malformed change")


def _fits(target: StudentValue, value: StudentValue) -> bool:
    return (
        type(target) is np.ndarray
        and type(value) is np.ndarray
        and (target.shape, target.dtype) == (value.shape, value.dtype)
        and target.flags.writeable
    )
